#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_SHRINK_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_SHRINK_HPP

// A witness made small, so that a person sees at once what is wrong: members and elements taken away, values replaced
// by plainer ones, for as long as it remains a witness.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment::detail {

/// Shrinks a value in place while `Keep` holds of it, asking at most so many times, and copying no more than `steps`,
/// which it spends, allow.
template <class Keep>
class shrinker {
public:
    shrinker(json::value& whole, Keep keep, std::size_t most_questions, std::uint64_t& steps)
        : whole_(whole), keep_(std::move(keep)), questions_(most_questions), steps_(&steps) {}

    void run() { shrink(whole_, 0); }

private:
    static constexpr unsigned depth_limit = 64;

    bool still() {
        if (questions_ == 0) return false;
        --questions_;
        return keep_(static_cast<json::value const&>(whole_));
    }

    /// Whether a part may be copied once more.
    bool may_copy(json::value const& part) {
        if (questions_ == 0) return false;
        std::size_t const price = size_of(part);
        if (*steps_ < price) {
            questions_ = 0;
            return false;
        }
        *steps_ -= price;
        return true;
    }

    /// Puts `plainer` in the place of `here` if that will do.
    bool replace(json::value& here, json::value plainer) {
        std::swap(here, plainer);
        if (still()) return true;
        std::swap(here, plainer);
        return false;
    }

    void shrink(json::value& here, unsigned depth) {
        if (questions_ == 0 || depth > depth_limit) return;
        switch (here.kind()) {
        case json::kind::object: return shrink_object(here, depth);
        case json::kind::array: return shrink_array(here, depth);
        case json::kind::string: {
            auto const& text = here.get_string();
            if (text.size() > 1) replace(here, json::value(""));
            return;
        }
        case json::kind::double_:
        case json::kind::int64:
        case json::kind::uint64:
            if (here != json::value(0) && here != json::value(0.0) && here != json::value(1))
                static_cast<void>(replace(here, json::value(0)) || replace(here, json::value(1)));
            return;
        default: return;
        }
    }

    void shrink_object(json::value& here, unsigned depth) {
        if (here.get_object().empty()) return;
        if (replace(here, json::object())) return;
        for (std::size_t i = here.get_object().size(); i-- > 0 && may_copy(here);) {
            json::object without = here.get_object();
            without.stable_erase(without.begin() + i);
            if (!without.empty()) replace(here, std::move(without));
        }
        for (auto& entry : here.get_object())
            shrink(entry.value(), depth + 1);
    }

    void shrink_array(json::value& here, unsigned depth) {
        if (here.get_array().empty()) return;
        if (replace(here, json::array())) return;
        for (std::size_t half = here.get_array().size() / 2; half > 4 && questions_ > 0; half /= 2) {
            auto const& elements = here.get_array();
            if (half >= elements.size()) continue;
            if (!may_copy(here)) return;
            replace(here, json::array(elements.begin(), elements.begin() + half));
        }
        constexpr std::size_t few = 16;
        if (here.get_array().size() > few) return;
        for (std::size_t i = here.get_array().size(); i-- > 0 && may_copy(here);) {
            json::array without = here.get_array();
            without.erase(without.begin() + i);
            if (!without.empty()) replace(here, std::move(without));
        }
        for (json::value& element : here.get_array())
            shrink(element, depth + 1);
    }

    json::value& whole_;
    Keep keep_;
    std::size_t questions_;
    std::uint64_t* steps_;
};

} // namespace action_grammar::containment::detail

#endif
