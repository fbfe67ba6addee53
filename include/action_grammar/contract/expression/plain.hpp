#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PLAIN_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PLAIN_HPP

// The builtins that make one value of their input and the values of their arguments.

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/access.hpp>
#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/date_directives.hpp>
#include <action_grammar/contract/expression/dates.hpp>
#include <action_grammar/contract/expression/dates_read.hpp>
#include <action_grammar/contract/expression/dates_written.hpp>
#include <action_grammar/contract/expression/format_name.hpp>
#include <action_grammar/contract/expression/formats.hpp>
#include <action_grammar/contract/expression/functions_collection.hpp>
#include <action_grammar/contract/expression/functions_math.hpp>
#include <action_grammar/contract/expression/functions_text.hpp>

namespace action_grammar::expression::detail {

/// Whether `numbers`, `values` and their like let the value through.
inline bool selects(workspace& space, builtin which, datum const& in) {
    type const kind = in.type();
    switch (which) {
    case builtin::values: return kind != type::null;
    case builtin::nulls: return kind == type::null;
    case builtin::booleans: return kind == type::false_ || kind == type::true_;
    case builtin::numbers: return kind == type::number;
    case builtin::strings: return kind == type::string;
    case builtin::arrays: return kind == type::array;
    case builtin::objects: return kind == type::object;
    case builtin::iterables: return kind == type::array || kind == type::object;
    case builtin::scalars: return kind != type::array && kind != type::object;
    case builtin::finites: return kind == type::number && !std::isinf(in.as_double());
    default: return std::isnormal(number_in(space, in));
    }
}

inline datum formatted_by_name(workspace& space, datum const& in, datum const& name) {
    auto const format = name.is_string() ? format_named(name.text()) : std::nullopt;
    if (!format) raise(space, excerpt(space, name) + " is not a valid format");
    return formatted(space, *format, in);
}

inline datum paths_deleted(workspace& space, datum const& in, datum const& paths) {
    if (!paths.is_array()) raise(space, "Paths must be specified as an array");
    std::vector<datum> list;
    for (std::size_t i = 0; i < size_of_array(paths); ++i) {
        space.step();
        list.push_back(element(paths, i));
        if (!list.back().is_array()) raise(space, "Path must be specified as an array");
    }
    return delete_paths(space, in, std::move(list));
}

/// Precondition: the builtin is one of values only, and so many arguments are there as it takes.
inline datum plain_builtin(workspace& space, builtin which, datum const& in,
                           std::span<datum const> arguments) {
    switch (which) {
    case builtin::not_: return datum::boolean(!in.is_truthy());
    case builtin::length: return length_of(space, in);
    case builtin::utf8bytelength:
        if (!in.is_string()) raise_about(space, in, "only strings have UTF-8 byte length");
        return datum::integer(static_cast<std::int64_t>(in.text().size()));
    case builtin::keys: return keys_of(space, in, true);
    case builtin::keys_unsorted: return keys_of(space, in, false);
    case builtin::has: return has_key(space, in, arguments[0]);
    case builtin::getpath:
        if (!arguments[0].is_array()) raise(space, "Path must be specified as an array");
        return get_path(space, in, arguments[0]);
    case builtin::delpaths: return paths_deleted(space, in, arguments[0]);
    case builtin::to_entries: return to_entries(space, in);
    case builtin::from_entries: return from_entries(space, in);
    case builtin::error: space.step(100); throw raised{arguments.empty() ? in : arguments[0]};
    case builtin::add: return total(space, in);
    case builtin::flatten:
        return flattened(space, in, arguments.empty() ? datum::integer(1'000'000) : arguments[0]);
    case builtin::pow:
    case builtin::fmod:
    case builtin::fmin:
    case builtin::fmax:
    case builtin::hypot:
    case builtin::atan2:
    case builtin::copysign:
    case builtin::ldexp: return math_of(space, which, arguments[0], arguments[1]);
    case builtin::infinite: return datum::number(std::numeric_limits<double>::infinity());
    case builtin::nan: return datum::number(std::numeric_limits<double>::quiet_NaN());
    case builtin::isfinite: return datum::boolean(in.is_number() && !std::isinf(in.as_double()));
    case builtin::sort: return arranged(space, in, nullptr, arrangement::sorted);
    case builtin::unique: return arranged(space, in, nullptr, arrangement::unique);
    case builtin::min: return extreme(space, in, nullptr, false);
    case builtin::max: return extreme(space, in, nullptr, true);
    case builtin::reverse: return reversed(space, in);
    case builtin::contains: return containment(space, in, arguments[0]);
    case builtin::indices: return indices(space, in, arguments[0]);
    case builtin::index:
    case builtin::rindex: {
        datum const found = indices(space, in, arguments[0]);
        return index_or_raise(space, found, datum::integer(which == builtin::index ? 0 : -1));
    }
    case builtin::startswith:
    case builtin::endswith: {
        bool const start = which == builtin::startswith;
        if (!in.is_string() || !arguments[0].is_string())
            raise(space, std::string(start ? "startswith" : "endswith") + "() requires string inputs");
        std::string_view const affix = arguments[0].text();
        return datum::boolean(start ? in.text().starts_with(affix) : in.text().ends_with(affix));
    }
    case builtin::ltrimstr: return without_affix(space, in, arguments[0], true);
    case builtin::rtrimstr: return without_affix(space, in, arguments[0], false);
    case builtin::trim: return trimmed(space, in, true, true);
    case builtin::ltrim: return trimmed(space, in, true, false);
    case builtin::rtrim: return trimmed(space, in, false, true);
    case builtin::explode: return explode(space, in);
    case builtin::implode: return implode(space, in);
    case builtin::split:
        if (!in.is_string() || !arguments[0].is_string())
            raise(space, "split input and separator must be strings");
        return split_text(space, in, arguments[0].text());
    case builtin::join: return joined(space, in, arguments[0]);
    case builtin::ascii_downcase: return in_case(space, in, 'A', 'Z');
    case builtin::ascii_upcase: return in_case(space, in, 'a', 'z');
    case builtin::ascii: {
        if (!(number_in(space, in) >= 0 && number_in(space, in) < 128))
            raise_about(space, in, "is not the code of an ASCII character");
        char const letter = static_cast<char>(in.as_double());
        return make_text(space, {&letter, 1});
    }
    case builtin::tojson: return to_json_text(space, in);
    case builtin::fromjson: return from_json_text(space, in);
    case builtin::tostring: return to_text(space, in);
    case builtin::tonumber:
        if (in.is_number()) return in;
        if (!in.is_string()) raise_about(space, in, "cannot be parsed as a number");
        return number_from_text(space, in);
    case builtin::type: return datum::view(type_name(in));
    case builtin::toarray: {
        if (in.is_array()) return in;
        array_writer one(space, 1);
        one.append(in);
        return one.finish();
    }
    case builtin::format: return formatted_by_name(space, in, arguments[0]);
    case builtin::first: return index_or_raise(space, in, datum::integer(0));
    case builtin::last: return index_or_raise(space, in, datum::integer(-1));
    case builtin::nth: return index_or_raise(space, in, arguments[0]);
    case builtin::transpose: return transposed(space, in);
    case builtin::bsearch: return searched(space, in, arguments[0]);
    case builtin::todate: return time_written(space, in, datum::view(iso_time));
    case builtin::fromdate: return mktime_of(space, time_read(space, in, iso_time));
    case builtin::strptime:
        if (!arguments[0].is_string()) raise(space, "strptime/1 requires string inputs and arguments");
        return time_read(space, in, arguments[0].text());
    case builtin::strftime: return time_written(space, in, arguments[0]);
    case builtin::mktime: return mktime_of(space, in);
    case builtin::gmtime: return gmtime_of(space, in);
    default: return math_of(space, which, in);
    }
}

} // namespace action_grammar::expression::detail

#endif
