#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_BUILTIN_RULES_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_BUILTIN_RULES_HPP

// Which rule a builtin follows; every builtin has one.

#include <algorithm>
#include <array>
#include <cstddef>

#include <action_grammar/contract/inference/rules.hpp>
#include <action_grammar/contract/inference/rules_collection.hpp>
#include <action_grammar/contract/inference/rules_filter.hpp>
#include <action_grammar/contract/inference/rules_number.hpp>
#include <action_grammar/contract/inference/rules_text.hpp>

namespace action_grammar::inference::detail {

struct builtin_rule {
    expression::builtin id;
    rules::rule apply;
};

/// One row a builtin, in the order of the enumeration.
inline constexpr std::array builtin_rules = std::to_array<builtin_rule>({
    {expression::builtin::not_, &filter_rules::not_},
    {expression::builtin::length, &number_rules::length},
    {expression::builtin::utf8bytelength, &number_rules::byte_length},
    {expression::builtin::keys, &collection_rules::keys},
    {expression::builtin::keys_unsorted, &collection_rules::keys},
    {expression::builtin::values, &rules::filtering<other_kinds(null_kind)>},
    {expression::builtin::nulls, &rules::filtering<null_kind>},
    {expression::builtin::booleans, &rules::filtering<boolean_kinds>},
    {expression::builtin::numbers, &rules::filtering<number_kind>},
    {expression::builtin::strings, &rules::filtering<string_kind>},
    {expression::builtin::arrays, &rules::filtering<array_kind>},
    {expression::builtin::objects, &rules::filtering<object_kind>},
    {expression::builtin::iterables, &rules::filtering<container_kinds>},
    {expression::builtin::scalars, &rules::filtering<other_kinds(container_kinds)>},
    {expression::builtin::finites, &filter_rules::finite_numbers},
    {expression::builtin::normals, &filter_rules::finite_numbers},
    {expression::builtin::has, &collection_rules::has},
    {expression::builtin::in, &collection_rules::in_object},
    {expression::builtin::map, &filter_rules::map},
    {expression::builtin::map_values, &filter_rules::map_values},
    {expression::builtin::path, &collection_rules::paths},
    {expression::builtin::paths, &collection_rules::paths},
    {expression::builtin::leaf_paths, &collection_rules::paths},
    {expression::builtin::getpath, &collection_rules::get_path},
    {expression::builtin::setpath, &collection_rules::set_path},
    {expression::builtin::del, &filter_rules::del},
    {expression::builtin::delpaths, &collection_rules::delete_paths},
    {expression::builtin::to_entries, &collection_rules::to_entries},
    {expression::builtin::from_entries, &collection_rules::from_entries},
    {expression::builtin::with_entries, &filter_rules::with_entries},
    {expression::builtin::select, &filter_rules::select},
    {expression::builtin::empty, &filter_rules::empty},
    {expression::builtin::error, &filter_rules::error},
    {expression::builtin::add, &collection_rules::add},
    {expression::builtin::any, &filter_rules::quantified},
    {expression::builtin::all, &filter_rules::quantified},
    {expression::builtin::flatten, &collection_rules::flatten},
    {expression::builtin::range, &number_rules::range},
    {expression::builtin::floor, &number_rules::rounded},
    {expression::builtin::ceil, &number_rules::rounded},
    {expression::builtin::round, &number_rules::rounded},
    {expression::builtin::trunc, &number_rules::rounded},
    {expression::builtin::rint, &number_rules::rounded},
    {expression::builtin::nearbyint, &number_rules::rounded},
    {expression::builtin::sqrt, &number_rules::root},
    {expression::builtin::cbrt, &number_rules::real},
    {expression::builtin::exp, &number_rules::exponential},
    {expression::builtin::exp2, &number_rules::exponential},
    {expression::builtin::exp10, &number_rules::exponential},
    {expression::builtin::expm1, &number_rules::exponential},
    {expression::builtin::log, &number_rules::logarithm},
    {expression::builtin::log2, &number_rules::logarithm},
    {expression::builtin::log10, &number_rules::logarithm},
    {expression::builtin::log1p, &number_rules::logarithm},
    {expression::builtin::sin, &number_rules::wave},
    {expression::builtin::cos, &number_rules::wave},
    {expression::builtin::tan, &number_rules::real},
    {expression::builtin::asin, &number_rules::inverse},
    {expression::builtin::acos, &number_rules::inverse},
    {expression::builtin::atan, &number_rules::real},
    {expression::builtin::sinh, &number_rules::real},
    {expression::builtin::cosh, &number_rules::real},
    {expression::builtin::tanh, &number_rules::wave},
    {expression::builtin::asinh, &number_rules::real},
    {expression::builtin::acosh, &number_rules::undefined},
    {expression::builtin::atanh, &number_rules::inverse},
    {expression::builtin::fabs, &number_rules::magnitude},
    {expression::builtin::abs, &number_rules::magnitude},
    {expression::builtin::pow, &number_rules::of_two},
    {expression::builtin::fmod, &number_rules::of_two},
    {expression::builtin::fmin, &number_rules::of_two},
    {expression::builtin::fmax, &number_rules::of_two},
    {expression::builtin::hypot, &number_rules::of_two},
    {expression::builtin::atan2, &number_rules::of_two},
    {expression::builtin::copysign, &number_rules::of_two},
    {expression::builtin::ldexp, &number_rules::of_two},
    {expression::builtin::infinite, &number_rules::infinite},
    {expression::builtin::nan, &number_rules::infinite},
    {expression::builtin::isinfinite, &rules::boolean_of<number_kind>},
    {expression::builtin::isfinite, &rules::boolean_of<all_kinds>},
    {expression::builtin::isnan, &rules::boolean_of<number_kind>},
    {expression::builtin::isnormal, &rules::boolean_of<number_kind>},
    {expression::builtin::sort, &collection_rules::sort},
    {expression::builtin::sort_by, &filter_rules::keyed},
    {expression::builtin::group_by, &filter_rules::keyed},
    {expression::builtin::min, &collection_rules::extreme},
    {expression::builtin::max, &collection_rules::extreme},
    {expression::builtin::min_by, &filter_rules::keyed},
    {expression::builtin::max_by, &filter_rules::keyed},
    {expression::builtin::unique, &collection_rules::sort},
    {expression::builtin::unique_by, &filter_rules::keyed},
    {expression::builtin::reverse, &collection_rules::reverse},
    {expression::builtin::contains, &collection_rules::contains},
    {expression::builtin::inside, &collection_rules::contains},
    {expression::builtin::index, &collection_rules::places},
    {expression::builtin::rindex, &collection_rules::places},
    {expression::builtin::indices, &collection_rules::places},
    {expression::builtin::startswith, &text_rules::tells},
    {expression::builtin::endswith, &text_rules::tells},
    {expression::builtin::ltrimstr, &text_rules::trimmed_by},
    {expression::builtin::rtrimstr, &text_rules::trimmed_by},
    {expression::builtin::trim, &text_rules::changed},
    {expression::builtin::ltrim, &text_rules::changed},
    {expression::builtin::rtrim, &text_rules::changed},
    {expression::builtin::explode, &text_rules::code_points},
    {expression::builtin::implode, &text_rules::implode},
    {expression::builtin::split, &text_rules::split},
    {expression::builtin::join, &text_rules::join},
    {expression::builtin::ascii_downcase, &text_rules::changed},
    {expression::builtin::ascii_upcase, &text_rules::changed},
    {expression::builtin::ascii, &text_rules::ascii},
    {expression::builtin::recurse, &filter_rules::recurse},
    {expression::builtin::tojson, &text_rules::to_json},
    {expression::builtin::fromjson, &text_rules::from_json},
    {expression::builtin::tostring, &text_rules::to_string},
    {expression::builtin::tonumber, &number_rules::to_number},
    {expression::builtin::type, &text_rules::type},
    {expression::builtin::toarray, &collection_rules::to_array},
    {expression::builtin::format, &text_rules::format},
    {expression::builtin::first, &filter_rules::first},
    {expression::builtin::last, &filter_rules::last},
    {expression::builtin::nth, &filter_rules::nth},
    {expression::builtin::limit, &filter_rules::limit},
    {expression::builtin::until, &filter_rules::loop},
    {expression::builtin::while_, &filter_rules::loop},
    {expression::builtin::repeat, &filter_rules::recurse},
    {expression::builtin::isempty, &filter_rules::is_empty},
    {expression::builtin::isvalid, &filter_rules::is_valid},
    {expression::builtin::combinations, &collection_rules::combinations},
    {expression::builtin::walk, &filter_rules::walk},
    {expression::builtin::transpose, &collection_rules::transpose},
    {expression::builtin::bsearch, &collection_rules::search},
    {expression::builtin::tostream, &collection_rules::to_stream},
    {expression::builtin::test, &text_rules::test},
    {expression::builtin::match, &text_rules::match},
    {expression::builtin::capture, &text_rules::capture},
    {expression::builtin::scan, &text_rules::scan},
    {expression::builtin::splits, &text_rules::splits},
    {expression::builtin::sub, &text_rules::substitute},
    {expression::builtin::gsub, &text_rules::substitute},
    {expression::builtin::todate, &text_rules::time_text},
    {expression::builtin::fromdate, &text_rules::from_date},
    {expression::builtin::strptime, &text_rules::broken_time},
    {expression::builtin::strftime, &text_rules::time_text},
    {expression::builtin::mktime, &text_rules::make_time},
    {expression::builtin::gmtime, &text_rules::broken_time},
    {expression::builtin::is_in, &filter_rules::is_in},
    {expression::builtin::index_by, &filter_rules::index_by},
});

/// The rows are in order without gaps, and every signature has its row.
constexpr bool every_builtin_has_a_rule() noexcept {
    for (std::size_t i = 0; i < builtin_rules.size(); ++i)
        if (static_cast<std::size_t>(builtin_rules[i].id) != i) return false;
    return std::ranges::all_of(expression::builtin_signatures, [](expression::builtin_signature const& each) {
        return static_cast<std::size_t>(each.id) < builtin_rules.size();
    });
}
static_assert(every_builtin_has_a_rule(),
              "a builtin lacks its rule: add a row, in the order of the enumeration");

inline outcome analysis::call_builtin(node const& of, world const& at) {
    expression::builtin_signature const& signature = expression::builtin_signatures[of.symbol];
    call_site call{of, at, {types_->anything(), types_->anything(), types_->anything()}};
    outcome values = one(at.input);
    for (std::size_t i = 0; i < of.list_size && i < signature.parameters.size(); ++i) {
        if (signature.parameters[i] != 'v') continue;
        outcome const next = evaluate(argument(of, i), at);
        // In whatever order they are evaluated, one without output does not hide the failure of another.
        values = after(values, next);
        if (i < call.values.size()) call.values[i] = next.type;
    }
    if (types_->is_nothing(values.type)) return values;
    return after(values, builtin_rules[static_cast<std::size_t>(signature.id)].apply(*this, call));
}

} // namespace action_grammar::inference::detail

#endif
