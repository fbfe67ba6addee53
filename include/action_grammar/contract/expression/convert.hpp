#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_CONVERT_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_CONVERT_HPP

// Values out of an evaluation and into it.

#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression::detail {

/// Whether the text is `nan` between spaces, which jq reads as a number.
inline bool number_word(std::string_view text) noexcept {
    constexpr std::string_view white = " \t\r\n";
    std::size_t const first = text.find_first_not_of(white);
    return text.substr(first, text.find_last_not_of(white) - first + 1) == "nan";
}

/// The value as the evaluation's own, where `value` does not outlive it.
inline datum copied(workspace& space, json::value const& value) {
    space.step();
    switch (value.kind()) {
    case json::kind::string: return make_text(space, {value.get_string().data(), value.get_string().size()});
    case json::kind::array: {
        array_writer array(space, value.get_array().size());
        for (json::value const& each : value.get_array())
            array.append(copied(space, each));
        return array.finish();
    }
    case json::kind::object: {
        object_writer object(space, value.get_object().size());
        for (auto const& pair : value.get_object())
            object.set(make_text(space, key_of(pair)), copied(space, pair.value()));
        return object.finish();
    }
    default: return datum::view(value);
    }
}

/// Counts the memory of outputs, which is the caller's and does not come back.
class output_budget {
public:
    explicit output_budget(workspace& space) noexcept : space_(space), left_(space.limits().bytes) {}

    void take(std::size_t bytes) {
        if (bytes > left_) throw limit_reached{failure::out_of_bytes};
        left_ -= bytes;
        space_.step(bytes / 256 + 1);
    }
    workspace& space() const noexcept { return space_; }

private:
    workspace& space_;
    std::size_t left_;
};

/// The value for the caller, in `storage`. What is not a number becomes null, as JSON has no word for it.
inline json::value released(output_budget& budget, datum const& value, json::storage_ptr const& storage,
                            std::size_t depth = 0) {
    if (depth > 2 * budget.space().limits().nesting) throw limit_reached{failure::too_deep};
    budget.take(sizeof(json::value));
    switch (value.which()) {
    case tag::none:
    case tag::null: return json::value(nullptr, storage);
    case tag::false_: return json::value(false, storage);
    case tag::true_: return json::value(true, storage);
    case tag::integer: return json::value(value.get_integer(), storage);
    case tag::natural: return json::value(value.get_natural(), storage);
    case tag::real: {
        double const number = value.get_real();
        if (std::isnan(number)) return json::value(nullptr, storage);
        constexpr double largest = std::numeric_limits<double>::max();
        return json::value(std::isinf(number) ? std::copysign(largest, number) : number, storage);
    }
    case tag::text_view:
    case tag::text:
        budget.take(value.text().size());
        return json::value(boost::json::string_view(value.text().data(), value.text().size()), storage);
    case tag::array_view:
    case tag::array: {
        std::size_t const size = size_of_array(value);
        json::value made(boost::json::array_kind, storage);
        made.get_array().reserve(size);
        for (std::size_t i = 0; i < size; ++i)
            made.get_array().push_back(released(budget, element(value, i), storage, depth + 1));
        return made;
    }
    case tag::object_view:
    case tag::object: break;
    }
    json::value made(boost::json::object_kind, storage);
    json::object& object = made.get_object();
    object.reserve(size_of_object(value));
    each_member(value, [&](datum const& key, datum const& held) {
        budget.take(key.text().size());
        object.emplace(boost::json::string_view(key.text().data(), key.text().size()),
                       released(budget, held, storage, depth + 1));
        return true;
    });
    return made;
}

} // namespace action_grammar::expression::detail

#endif
