#ifndef ACTION_GRAMMAR_YAML_IMPL_PLACES_HPP
#define ACTION_GRAMMAR_YAML_IMPL_PLACES_HPP

// Where the values of a YAML text stand in it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>

namespace action_grammar::document::detail::yaml {

/// A stretch of the text: all from 0.
struct stretch {
    std::size_t offset = 0;
    std::size_t line = 0;
    std::size_t column = 0;
    std::size_t length = 0;
};

/// As much of a stretch as lies within a text of so many bytes.
inline stretch within(stretch of, std::size_t bytes) noexcept {
    of.offset = std::min(of.offset, bytes);
    of.length = std::min(of.length, bytes - of.offset);
    return of;
}

/// The places of the values of a text, each within that of its array or object.
class value_places {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// Adds a place; the first is that of the whole.
    ///
    /// @param token  the name of the member, or the position of the element in digits
    std::uint32_t add(std::uint32_t within, std::string token, stretch value, stretch key) {
        places_.push_back({within, std::move(token), value, key});
        return static_cast<std::uint32_t>(places_.size() - 1);
    }

    /// Fills the places of findings that are not known yet.
    void locate(findings& found) const {
        std::map<std::pair<std::uint32_t, std::string_view>, std::uint32_t> children;
        for (std::uint32_t i = 0; i < places_.size(); ++i)
            children[{places_[i].within, places_[i].token}] = i;
        auto const fill = [&](location& where) {
            if (where.line != 0 || places_.empty()) return;
            std::uint32_t at = 0;
            bool exact = true;
            for (std::string const& token :
                 pointer_tokens(where.pointer).value_or(std::vector<std::string>())) {
                auto const child = children.find({at, token});
                exact = child != children.end();
                if (!exact) break;
                at = child->second;
            }
            bool const key = where.key && exact && places_[at].key.length > 0;
            stretch const& known = key ? places_[at].key : places_[at].value;
            where.line = known.line + 1;
            where.column = known.column + 1;
            where.offset = known.offset;
            where.length = known.length;
        };
        for (finding& each : found.list) {
            fill(each.where);
            for (related_place& beside : each.related)
                fill(beside.where);
        }
    }

private:
    struct place {
        std::uint32_t within = none;
        std::string token;
        stretch value;
        stretch key;
    };
    std::vector<place> places_;
};

} // namespace action_grammar::document::detail::yaml

#endif
