#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RUN_FRAME_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RUN_FRAME_HPP

// The values of one run.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/datum.hpp>
#include <action_grammar/document/impl/count_values.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/value_at.hpp>

namespace action_grammar::document::detail {

/// What the nodes of a document yielded and were given so far, and how many values were copied to put others together.
class run_frame {
public:
    run_frame(std::size_t nodes, std::size_t most_copied)
        : values_(nodes), inputs_(nodes), copies_left_(most_copied) {}

    datum& value_of(std::uint32_t node) noexcept { return values_[node]; }
    datum const& value_of(std::uint32_t node) const noexcept { return values_[node]; }
    datum& input_of(std::uint32_t node) noexcept { return inputs_[node]; }
    datum const& at(value_slot from) const noexcept {
        return from.is_input ? inputs_[from.node] : values_[from.node];
    }

    /// Whether more was copied than may be. Nothing is copied any more then.
    bool is_full() const noexcept { return full_; }

    /// The value that a step is handed as one of its arguments.
    datum gathered(argument const& value) {
        if (!value.is_object) return value.parts.empty() ? datum() : read(value.parts[0].second);
        json::object object;
        object.reserve(value.parts.size());
        for (auto const& [under, from] : value.parts)
            object[under] = taken(read(from));
        return datum(json::value(std::move(object)));
    }

    /// A value as JSON, to be put into another one.
    json::value taken(datum const& from) {
        json::value const* const seen = from.if_json();
        json::value made = seen == nullptr ? from.to_json() : json::value();
        std::size_t const count = count_values(seen == nullptr ? made : *seen);
        full_ = full_ || count > copies_left_;
        if (full_) return {};
        copies_left_ -= count;
        if (seen != nullptr) return *seen;
        return made;
    }

    /// What a source leads to; null where it leads nowhere.
    datum read(source const& from) const {
        datum const& whole = at(from.from);
        if (from.way.empty()) return whole;
        if (json::value const* const seen = whole.if_json()) {
            json::value const* const found = value_at(*seen, from.way);
            return found == nullptr ? datum() : whole.part(*found);
        }
        datum const written(whole.to_json());
        json::value const* const found = value_at(*written.if_json(), from.way);
        return found == nullptr ? datum() : written.part(*found);
    }

    /// A string, or another value as it is written.
    std::string text_of(source const& from) const {
        json::value const found = read(from).to_json();
        return found.is_string() ? std::string(found.get_string()) : json::serialize(found);
    }

private:
    std::vector<datum> values_; ///< What each node yielded.
    std::vector<datum> inputs_; ///< What each list of steps was given.
    std::size_t copies_left_;
    bool full_ = false;
};

} // namespace action_grammar::document::detail

#endif
