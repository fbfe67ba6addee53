#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_WALKED_WAYS_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_WALKED_WAYS_HPP

// The places that a walk through a schema comes to. Few are ever told, so that none is written out before it is.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>

namespace action_grammar::schema::detail {

/// JSON Pointers, each as its last token and the pointer before that.
class walked_ways {
public:
    /// The place where the walk begins.
    static constexpr std::uint32_t begin = 0;

    explicit walked_ways(std::string start) : start_(std::move(start)) {
        steps_.push_back({begin, start_.size(), {}, no_index});
    }

    /// The place of a member. `name` must outlive this.
    std::uint32_t add(std::uint32_t around, std::string_view name) {
        return add({around, size_of(around) + 1 + json::token_size(name), name, no_index});
    }
    /// The place of an element.
    std::uint32_t add(std::uint32_t around, std::size_t index) {
        std::size_t digits = 1;
        for (std::size_t rest = index; rest >= 10; rest /= 10)
            ++digits;
        return add({around, size_of(around) + 1 + digits, {}, index});
    }

    /// How many bytes the pointer to a place has.
    [[nodiscard]] std::size_t size_of(std::uint32_t way) const noexcept { return steps_[way].size; }

    [[nodiscard]] std::string pointer_of(std::uint32_t way) const {
        std::vector<std::uint32_t> behind;
        for (std::uint32_t each = way; each != begin; each = steps_[each].around)
            behind.push_back(each);
        std::string pointer;
        pointer.reserve(size_of(way));
        pointer = start_;
        for (auto each = behind.rbegin(); each != behind.rend(); ++each) {
            step const& last = steps_[*each];
            if (last.index == no_index)
                json::append_token(pointer, last.name);
            else
                json::append_token(pointer, last.index);
        }
        return pointer;
    }

private:
    static constexpr std::size_t no_index = std::numeric_limits<std::size_t>::max();

    struct step {
        std::uint32_t around = 0;
        std::size_t size = 0; ///< Of the whole pointer.
        std::string_view name;
        std::size_t index = no_index;
    };

    std::uint32_t add(step made) {
        steps_.push_back(made);
        return static_cast<std::uint32_t>(steps_.size() - 1);
    }

    std::string start_;
    std::vector<step> steps_;
};

} // namespace action_grammar::schema::detail

#endif
