#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_ENVIRONMENT_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_ENVIRONMENT_HPP

// What names stand for while an expression is evaluated, and the paths of values: both lists that share their tails.

#include <cstdint>
#include <new>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/expression/workspace.hpp>

namespace action_grammar::expression::detail {

/// A counted pointer to a link of a list.
template <class Link>
class link_pointer {
public:
    link_pointer() noexcept = default;
    explicit link_pointer(Link* link) noexcept : link_(link) {}
    link_pointer(link_pointer const& other) noexcept : link_(other.link_) {
        if (link_ != nullptr) ++link_->references;
    }
    link_pointer(link_pointer&& other) noexcept : link_(std::exchange(other.link_, nullptr)) {}
    link_pointer& operator=(link_pointer other) noexcept {
        std::swap(link_, other.link_);
        return *this;
    }
    ~link_pointer() {
        if (link_ != nullptr && --link_->references == 0) Link::destroy(link_);
    }
    Link* get() const noexcept { return link_; }
    Link* operator->() const noexcept { return link_; }
    Link* release() noexcept { return std::exchange(link_, nullptr); }

private:
    Link* link_ = nullptr;
};

/// What one name stands for: a value, a filter in its own environment, or, as a label, itself.
struct cell {
    std::uint32_t references;
    node_id filter;
    workspace* owner;
    link_pointer<cell> parent;
    link_pointer<cell> scope; ///< The environment of the filter.
    datum value;

    /// Chains may be long, so there is no recursion: the dead wait in a list of their own.
    static void destroy(cell* dead) noexcept {
        dead->next_dead = nullptr;
        while (dead != nullptr) {
            cell* waiting = dead->next_dead;
            for (cell* const held : {dead->parent.release(), dead->scope.release()}) {
                if (held == nullptr || --held->references != 0) continue;
                held->next_dead = waiting;
                waiting = held;
            }
            workspace& owner = *dead->owner;
            dead->~cell();
            owner.release(dead, sizeof(cell));
            dead = waiting;
        }
    }

    cell* next_dead = nullptr;
};
using environment = link_pointer<cell>;

inline environment extended(workspace& space, environment parent, datum value, node_id filter = no_node,
                            environment scope = {}) {
    void* const memory = space.allocate(sizeof(cell));
    return environment(::new (memory) cell{1, filter, &space, std::move(parent), std::move(scope),
                                           std::move(value), nullptr});
}

inline cell* up(environment const& from, std::uint32_t hops) noexcept {
    cell* at = from.get();
    while (hops-- > 0)
        at = at->parent.get();
    return at;
}
inline environment shared(cell* at) noexcept {
    if (at != nullptr) ++at->references;
    return environment(at);
}

/// A step of a path and those before it.
struct segment {
    std::uint32_t references;
    std::uint32_t length;
    workspace* owner;
    link_pointer<segment> parent;
    datum key;

    static void destroy(segment* dead) noexcept {
        while (dead != nullptr) {
            segment* parent = dead->parent.release();
            workspace& owner = *dead->owner;
            dead->~segment();
            owner.release(dead, sizeof(segment));
            dead = parent != nullptr && --parent->references == 0 ? parent : nullptr;
        }
    }
};
using path_pointer = link_pointer<segment>;

inline path_pointer extended(workspace& space, path_pointer parent, datum key) {
    void* const memory = space.allocate(sizeof(segment));
    std::uint32_t const length = parent.get() == nullptr ? 1 : parent->length + 1;
    return path_pointer(::new (memory) segment{1, length, &space, std::move(parent), std::move(key)});
}
/// The path as an array of keys.
inline datum path_array(workspace& space, path_pointer const& path) {
    std::size_t const length = path.get() == nullptr ? 0 : path->length;
    space.step(length / 4 + 1);
    std::vector<datum const*> keys(length);
    segment const* at = path.get();
    for (std::size_t i = length; i-- > 0; at = at->parent.get())
        keys[i] = &at->key;
    array_writer array(space, length);
    for (datum const* key : keys)
        array.append(*key);
    return array.finish();
}

/// A value with where it is. `there` is what is at the path, which the value must be for the path to go on.
struct located {
    datum value;
    path_pointer path;
    datum there;
};

inline datum const& value_of(datum const& value) noexcept { return value; }
void value_of(datum const&&) = delete;
inline datum const& value_of(located const& value) noexcept { return value.value; }

} // namespace action_grammar::expression::detail

#endif
