#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_PLACES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_PLACES_HPP

// Findings within patterns, told where the document uses the pattern.

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail {

/// Finds the place in the author's own text for one within a pattern: the parameter that stands there, or the use.
class pattern_places {
public:
    explicit pattern_places(tree const& form) {
        for (auto const& use : form.patterns) {
            std::string pointer = form.pointer_of(use->at);
            json::append_token(pointer, "pattern");
            uses_.emplace(std::move(pointer), use.get());
        }
    }

    void point_to_uses(std::vector<finding>& found) const {
        if (uses_.empty()) return;
        for (finding& each : found) {
            std::vector<related_place> inside;
            mend(each.where, &inside);
            for (related_place& beside : each.related)
                mend(beside.where, nullptr);
            each.related.insert(each.related.end(), inside.begin(), inside.end());
            std::erase_if(each.fixes, [&](fix& offered) { return !mend(offered.patch); });
        }
    }

private:
    /// A use that a pointer goes through, and where it goes on within the pattern.
    struct passage {
        std::string_view use; ///< The pointer of its "pattern".
        pattern_use const* known = nullptr;
        std::string_view rest;
    };

    /// The innermost use that a pointer leads into.
    std::optional<passage> innermost(std::string_view pointer) const {
        constexpr std::string_view step = "/pattern/";
        for (std::size_t at = pointer.rfind(step); at != pointer.npos;
             at = at == 0 ? pointer.npos : pointer.rfind(step, at - 1)) {
            std::string_view const use = pointer.substr(0, at + step.size() - 1);
            if (auto const found = uses_.find(use); found != uses_.end())
                return passage{found->first, found->second, pointer.substr(use.size())};
        }
        return std::nullopt;
    }

    /// The parameter out of which a place within a pattern came, as a place of the use; nothing if it is the pattern's.
    static std::optional<std::string> parameter_at(passage const& within) {
        for (resolved_pattern::origin const& each : within.known->filled.origins) {
            if (!is_within(within.rest, each.pointer)) continue;
            std::string pointer(parent_pointer(within.use));
            json::append_token(pointer, "with");
            json::append_token(pointer, each.parameter);
            return pointer.append(within.rest.substr(each.pointer.size()));
        }
        return std::nullopt;
    }

    void mend(location& where, std::vector<related_place>* inside) const {
        std::vector<std::string> passed;
        while (auto const within = innermost(where.pointer)) {
            if (auto parameter = parameter_at(*within)) {
                where.pointer = *std::move(parameter);
                continue;
            }
            passed.push_back("in the pattern " + in_quotes(within->known->key) + ", at "
                             + std::string(within->rest));
            where.pointer = std::string(within->use);
            where.key = false;
        }
        if (inside == nullptr) return;
        for (std::string& each : passed)
            inside->push_back({where, std::move(each)});
    }

    /// Whether a patch changes nothing but what its author can change.
    bool mend(json::array& patch) const {
        for (json::value& operation : patch) {
            for (char const* const member : {"path", "from"}) {
                json::value* const path = operation.get_object().if_contains(member);
                if (path == nullptr) continue;
                location where{std::string(path->get_string().data(), path->get_string().size())};
                std::vector<related_place> inside;
                mend(where, &inside);
                if (!inside.empty()) return false;
                *path = where.pointer;
            }
        }
        return true;
    }

    std::map<std::string, pattern_use const*, std::less<>> uses_;
};

} // namespace action_grammar::document::detail

#endif
