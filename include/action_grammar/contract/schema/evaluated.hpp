#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_EVALUATED_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_EVALUATED_HPP

// Which members and elements of a value were looked at, as `unevaluatedProperties` and `unevaluatedItems`
// ask.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::schema::detail {

/// Marks on the members of one object, or on the elements of one array, by their place in it.
class evaluated {
public:
    explicit evaluated(json::value const& value)
        : marks_(value.is_object()  ? value.get_object().size()
                 : value.is_array() ? value.get_array().size()
                                    : 0) {}

    void mark(std::size_t place) { marks_[place] = true; }
    void mark_first(std::size_t count) {
        std::fill_n(marks_.begin(), static_cast<std::ptrdiff_t>(std::min(count, marks_.size())), true);
    }
    void mark_all() { mark_first(marks_.size()); }
    bool marked(std::size_t place) const { return marks_[place]; }
    std::size_t size() const noexcept { return marks_.size(); }

    /// What another schema looked at, on the same value.
    void merge(evaluated const& other) {
        for (std::size_t i = 0; i < marks_.size(); ++i)
            if (other.marks_[i]) marks_[i] = true;
    }

private:
    std::vector<bool> marks_;
};

} // namespace action_grammar::schema::detail

#endif
