#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_BUILD_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_BUILD_HPP

// Looking into values, making them, and changing them in place where nobody else sees it.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>

namespace action_grammar::expression::detail {

inline std::uint32_t depth_of(datum const& of) noexcept {
    if (of.which() == tag::array) return of.own_array()->depth;
    if (of.which() == tag::object) return of.own_object()->depth;
    return 0;
}
inline void deepen(workspace& space, block& holder, datum const& held) {
    std::uint32_t const depth = depth_of(held) + 1;
    if (depth <= holder.depth) return;
    if (depth > space.limits().nesting) throw limit_reached{failure::too_deep};
    holder.depth = depth;
}
inline std::uint32_t grown(workspace& space, std::size_t needed) {
    if (needed > std::numeric_limits<std::uint32_t>::max() / 2) throw limit_reached{failure::out_of_bytes};
    static_cast<void>(space);
    return static_cast<std::uint32_t>(needed);
}

// Text

/// Text that is written bit by bit.
class text_writer {
public:
    explicit text_writer(workspace& space, std::size_t expected = 32) : space_(space) {
        std::uint32_t const capacity = grown(space, std::max<std::size_t>(expected, 8));
        void* const memory = space.allocate(text_bytes(capacity));
        text_ = datum::own(::new (memory) text_block{{1, 0, &space}, 0, capacity});
    }
    /// Goes on writing behind `text`, in its place if nobody else has it.
    text_writer(workspace& space, datum text, std::size_t more) : space_(space) {
        if (text.which() == tag::text && text.own_text()->references == 1) {
            text_ = std::move(text);
            reserve(more);
            return;
        }
        text_ = std::move(text_writer(space, text.text().size() + more).append(text.text()).text_);
    }

    text_writer& append(std::string_view more) {
        reserve(more.size());
        text_block* const block = text_.own_text();
        if (!more.empty()) std::memcpy(block->data() + block->size, more.data(), more.size());
        block->size += static_cast<std::uint32_t>(more.size());
        return *this;
    }
    text_writer& append(char character) { return append(std::string_view(&character, 1)); }
    std::size_t size() const noexcept { return text_.own_text()->size; }
    std::string_view text() const noexcept { return text_.text(); }
    datum finish() noexcept { return std::move(text_); }

private:
    void reserve(std::size_t more) {
        text_block* const block = text_.own_text();
        if (block->capacity - block->size >= more) return;
        std::size_t const needed = std::size_t{block->size} + more;
        std::uint32_t const capacity = grown(space_, std::max(needed, std::size_t{block->capacity} * 2));
        void* const memory = space_.allocate(text_bytes(capacity));
        auto* const larger = ::new (memory) text_block{{1, 0, &space_}, block->size, capacity};
        std::memcpy(larger->data(), block->data(), block->size);
        text_ = datum::own(larger);
    }

    workspace& space_;
    datum text_;
};

inline datum make_text(workspace& space, std::string_view text) {
    return text_writer(space, text.size()).append(text).finish();
}

// Arrays

inline std::size_t size_of_array(datum const& array) noexcept {
    return array.which() == tag::array ? array.own_array()->size : array.array_view().size();
}
/// Precondition: `index` is below the size.
inline datum element(datum const& array, std::size_t index) noexcept {
    return array.which() == tag::array ? array.own_array()->data()[index]
                                       : datum::view(array.array_view()[index]);
}

/// Arrays that are made element by element, or changed.
class array_writer {
public:
    explicit array_writer(workspace& space, std::size_t expected = 4) : space_(&space) {
        array_ = datum::own(fresh(std::max<std::size_t>(expected, 1)));
    }
    /// Changes `array`, in its place if nobody else has it.
    array_writer(workspace& space, datum array, std::size_t more = 0) : space_(&space) {
        if (array.which() == tag::array && array.own_array()->references == 1) {
            array_ = std::move(array);
            reserve(more);
            return;
        }
        std::size_t const size = size_of_array(array);
        space.step(size / 4);
        array_ = datum::own(fresh(size + more));
        for (std::size_t i = 0; i < size; ++i)
            append(element(array, i));
    }

    void append(datum element) {
        reserve(1);
        array_block* const block = array_.own_array();
        deepen(*space_, *block, element);
        ::new (block->data() + block->size) datum(std::move(element));
        ++block->size;
    }
    std::size_t size() const noexcept { return array_.own_array()->size; }
    datum& operator[](std::size_t index) noexcept { return array_.own_array()->data()[index]; }
    datum* begin() noexcept { return array_.own_array()->data(); }
    datum* end() noexcept { return begin() + size(); }
    /// Replaces an element.
    void set(std::size_t index, datum element) {
        deepen(*space_, *array_.own_array(), element);
        (*this)[index] = std::move(element);
    }
    void shrink(std::size_t size) noexcept {
        array_block* const block = array_.own_array();
        while (block->size > size)
            block->data()[--block->size].~datum();
    }
    datum finish() noexcept { return std::move(array_); }

private:
    array_block* fresh(std::size_t wanted) {
        std::uint32_t const capacity = grown(*space_, wanted);
        return ::new (space_->allocate(array_bytes(capacity))) array_block{{1, 1, space_}, 0, capacity};
    }
    void reserve(std::size_t more) {
        array_block* const block = array_.own_array();
        if (block->capacity - block->size >= more) return;
        array_block* const larger =
            fresh(std::max(std::size_t{block->size} + more, std::size_t{block->capacity} * 2));
        larger->depth = block->depth;
        for (std::uint32_t i = 0; i < block->size; ++i)
            ::new (larger->data() + i) datum(std::move(block->data()[i]));
        larger->size = block->size;
        array_ = datum::own(larger);
    }

    workspace* space_;
    datum array_;
};

// Objects

inline std::size_t size_of_object(datum const& object) noexcept {
    return object.which() == tag::object ? object.own_object()->size : object.object_view().size();
}

inline std::uint32_t hash_of(std::string_view text) noexcept {
    // FNV-1a; that strangers can make keys meet costs fuel, which is paid at each probe.
    std::uint32_t hash = 2166136261U;
    for (char const c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

inline constexpr std::uint32_t small_object = 12;
inline constexpr std::uint32_t no_member = static_cast<std::uint32_t>(-1);

inline std::uint32_t find_in(object_block* block, std::string_view key) {
    if (block->slots == 0) {
        for (std::uint32_t i = 0; i < block->size; ++i)
            if (block->data()[i].key.text() == key) return i;
        return no_member;
    }
    std::uint32_t const hash = hash_of(key);
    for (std::uint32_t slot = hash & (block->slots - 1);; slot = (slot + 1) & (block->slots - 1)) {
        std::uint32_t const found = block->table()[slot];
        if (found == no_member) return no_member;
        member const& candidate = block->data()[found];
        if (candidate.hash == hash && candidate.key.text() == key) return found;
        block->owner->step();
    }
}

/// The member's value, or none.
inline datum member_of(datum const& object, std::string_view key) {
    if (object.which() == tag::object_view) {
        auto const* found = object.object_view().if_contains({key.data(), key.size()});
        return found == nullptr ? datum() : datum::view(*found);
    }
    std::uint32_t const found = find_in(object.own_object(), key);
    return found == no_member ? datum() : object.own_object()->data()[found].value;
}

/// Calls `consume(key, value)` for each member in order, as long as it returns true.
template <class Consumer>
bool each_member(datum const& object, Consumer&& consume) {
    if (object.which() == tag::object_view) {
        for (auto const& pair : object.object_view())
            if (!consume(datum::view(key_of(pair)), datum::view(pair.value()))) return false;
        return true;
    }
    object_block* const block = object.own_object();
    for (std::uint32_t i = 0; i < block->size; ++i)
        if (!consume(datum(block->data()[i].key), datum(block->data()[i].value))) return false;
    return true;
}

/// Objects that are made member by member, or changed.
class object_writer {
public:
    explicit object_writer(workspace& space, std::size_t expected = 4) : space_(&space) {
        object_ = datum::own(fresh(std::max<std::size_t>(expected, 1)));
    }
    object_writer(workspace& space, datum object, std::size_t more = 0) : space_(&space) {
        if (object.which() == tag::object && object.own_object()->references == 1) {
            object_ = std::move(object);
            return;
        }
        std::size_t const size = size_of_object(object);
        space.step(size / 2);
        object_ = datum::own(fresh(std::max<std::size_t>(size + more, 1)));
        each_member(object, [&](datum key, datum value) {
            append(std::move(key), std::move(value));
            return true;
        });
    }

    /// The value of the member, which is null from now on if there was none.
    datum& operator[](datum const& key) {
        std::uint32_t found = find_in(object_.own_object(), key.text());
        if (found == no_member) {
            append(key, datum::null());
            found = object_.own_object()->size - 1;
        }
        return object_.own_object()->data()[found].value;
    }
    void set(datum const& key, datum value) {
        deepen(*space_, *object_.own_object(), value);
        (*this)[key] = std::move(value);
    }
    void remove(std::string_view key) {
        object_block* const block = object_.own_object();
        std::uint32_t const found = find_in(block, key);
        if (found == no_member) return;
        space_->step(block->size / 4);
        for (std::uint32_t i = found; i + 1 < block->size; ++i)
            block->data()[i] = std::move(block->data()[i + 1]);
        block->data()[--block->size].~member();
        index(block);
    }
    datum finish() noexcept { return std::move(object_); }

private:
    object_block* fresh(std::size_t wanted) {
        std::uint32_t const capacity = grown(*space_, wanted);
        std::uint32_t const slots = capacity <= small_object ? 0 : std::bit_ceil(capacity) * 2;
        void* const memory = space_->allocate(object_bytes(capacity, slots));
        auto* const block = ::new (memory) object_block{{1, 1, space_}, 0, capacity, slots};
        index(block);
        return block;
    }
    static void index(object_block* block) noexcept {
        std::fill_n(block->table(), block->slots, no_member);
        if (block->slots == 0) return;
        for (std::uint32_t i = 0; i < block->size; ++i)
            enter(block, i);
    }
    static void enter(object_block* block, std::uint32_t which) noexcept {
        if (block->slots == 0) return;
        std::uint32_t slot = block->data()[which].hash & (block->slots - 1);
        while (block->table()[slot] != no_member)
            slot = (slot + 1) & (block->slots - 1);
        block->table()[slot] = which;
    }
    /// Precondition: there is no member of that name.
    void append(datum key, datum value) {
        object_block* block = object_.own_object();
        deepen(*space_, *block, value);
        if (block->size == block->capacity) {
            object_block* const larger = fresh(std::size_t{block->capacity} * 2);
            larger->depth = block->depth;
            bool const hashed = block->slots != 0;
            for (std::uint32_t i = 0; i < block->size; ++i) {
                member* const moved = ::new (larger->data() + i) member(std::move(block->data()[i]));
                if (!hashed && larger->slots != 0) moved->hash = hash_of(moved->key.text());
            }
            larger->size = block->size;
            index(larger);
            object_ = datum::own(larger);
            block = larger;
        }
        std::uint32_t const hash = block->slots == 0 ? 0 : hash_of(key.text());
        ::new (block->data() + block->size) member{std::move(key), std::move(value), hash};
        enter(block, block->size++);
    }

    workspace* space_;
    datum object_;
};

/// The names of an object's members, sorted by code point.
inline std::vector<std::string_view> sorted_names(workspace& space, datum const& object) {
    std::vector<std::string_view> names;
    names.reserve(size_of_object(object));
    space.step(size_of_object(object));
    if (object.which() == tag::object_view)
        for (auto const& pair : object.object_view())
            names.push_back(key_of(pair));
    else
        for (std::uint32_t i = 0; i < object.own_object()->size; ++i)
            names.push_back(object.own_object()->data()[i].key.text());
    std::ranges::sort(names);
    return names;
}

} // namespace action_grammar::expression::detail

#endif
