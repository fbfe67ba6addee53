#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATUM_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_DATUM_HPP

// A value within an evaluation. Values are shared, not copied: what the evaluation makes is counted by references and
// changed in place where there is only one, and what it was given, the input and the expression's constants, is
// looked at where it is.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::expression::detail {

/// The kinds of JSON, in jq's order.
enum class type : std::uint8_t { null, false_, true_, number, string, array, object };

enum class tag : std::uint8_t {
    none, ///< No value at all: an access that does not apply.
    null,
    false_,
    true_,
    integer,
    natural, ///< Above the integers.
    real,
    text_view,
    array_view,
    object_view,
    text, ///< From here on the evaluation's own.
    array,
    object,
};

struct text_block;
struct array_block;
struct object_block;

/// Sixteen bytes: a tag with a number or a pointer.
class datum {
public:
    datum() noexcept = default;
    datum(datum const& other) noexcept : content_(other.content_), length_(other.length_), tag_(other.tag_) {
        if (tag_ >= tag::text) retain();
    }
    datum(datum&& other) noexcept : content_(other.content_), length_(other.length_), tag_(other.tag_) {
        other.tag_ = tag::none;
    }
    datum& operator=(datum const& other) noexcept {
        datum copy(other);
        swap(copy);
        return *this;
    }
    datum& operator=(datum&& other) noexcept {
        datum taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~datum() {
        if (tag_ >= tag::text) drop();
    }
    void swap(datum& other) noexcept {
        std::swap(content_, other.content_);
        std::swap(length_, other.length_);
        std::swap(tag_, other.tag_);
    }

    static datum null() noexcept { return datum(tag::null); }
    static datum boolean(bool truth) noexcept { return datum(truth ? tag::true_ : tag::false_); }
    static datum integer(std::int64_t number) noexcept {
        datum made(tag::integer);
        made.content_.integer = number;
        return made;
    }
    /// Whole numbers that a double holds exactly are integers, so that they are equal however they were computed.
    static datum number(double number) noexcept {
        constexpr double exact = 9007199254740992.0;
        if (number >= -exact && number <= exact) {
            auto const whole = static_cast<std::int64_t>(number);
            if (static_cast<double>(whole) == number && (whole != 0 || !negative_zero(number)))
                return integer(whole);
        }
        datum made(tag::real);
        made.content_.real = number;
        return made;
    }
    /// Text that outlives the evaluation.
    static datum view(std::string_view text) noexcept {
        datum made(tag::text_view);
        made.content_.text_view = text.data();
        made.length_ = static_cast<std::uint32_t>(text.size());
        return made;
    }
    /// A value that outlives the evaluation.
    static datum view(json::value const& value) noexcept {
        switch (value.kind()) {
        case json::kind::null: return null();
        case json::kind::bool_: return boolean(value.get_bool());
        case json::kind::int64: return integer(value.get_int64());
        case json::kind::uint64: {
            if (value.get_uint64() <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
                return integer(static_cast<std::int64_t>(value.get_uint64()));
            datum made(tag::natural);
            made.content_.natural = value.get_uint64();
            return made;
        }
        case json::kind::double_: return number(value.get_double());
        case json::kind::string:
            return view(std::string_view(value.get_string().data(), value.get_string().size()));
        case json::kind::array: {
            datum made(tag::array_view);
            made.content_.array_view = &value.get_array();
            return made;
        }
        case json::kind::object: break;
        }
        datum made(tag::object_view);
        made.content_.object_view = &value.get_object();
        return made;
    }
    static datum own(text_block* block) noexcept {
        datum made(tag::text);
        made.content_.text = block;
        return made;
    }
    static datum own(array_block* block) noexcept {
        datum made(tag::array);
        made.content_.array = block;
        return made;
    }
    static datum own(object_block* block) noexcept {
        datum made(tag::object);
        made.content_.object = block;
        return made;
    }

    explicit operator bool() const noexcept { return tag_ != tag::none; }
    tag which() const noexcept { return tag_; }
    detail::type type() const noexcept {
        constexpr detail::type types[] = {type::null,   type::null,   type::false_, type::true_, type::number,
                                          type::number, type::number, type::string, type::array, type::object,
                                          type::string, type::array,  type::object};
        return types[static_cast<std::size_t>(tag_)];
    }
    bool is_null() const noexcept { return tag_ == tag::null; }
    bool is_truthy() const noexcept { return tag_ != tag::null && tag_ != tag::false_; }
    bool is_number() const noexcept { return tag_ >= tag::integer && tag_ <= tag::real; }
    bool is_string() const noexcept { return tag_ == tag::text || tag_ == tag::text_view; }
    bool is_array() const noexcept { return tag_ == tag::array || tag_ == tag::array_view; }
    bool is_object() const noexcept { return tag_ == tag::object || tag_ == tag::object_view; }

    std::int64_t get_integer() const noexcept { return content_.integer; }
    std::uint64_t get_natural() const noexcept { return content_.natural; }
    double get_real() const noexcept { return content_.real; }
    /// Of any number.
    double as_double() const noexcept {
        return tag_ == tag::integer ? static_cast<double>(content_.integer)
             : tag_ == tag::natural ? static_cast<double>(content_.natural)
                                    : content_.real;
    }
    inline std::string_view text() const noexcept;
    json::array const& array_view() const noexcept { return *content_.array_view; }
    json::object const& object_view() const noexcept { return *content_.object_view; }
    text_block* own_text() const noexcept { return content_.text; }
    array_block* own_array() const noexcept { return content_.array; }
    object_block* own_object() const noexcept { return content_.object; }
    /// The block is the caller's now.
    void forget() noexcept { tag_ = tag::none; }

    /// The same value in the same place, as jq compares a value with the one at its path.
    bool is_identical(datum const& other) const noexcept {
        if (tag_ != other.tag_) return false;
        switch (tag_) {
        case tag::none:
        case tag::null:
        case tag::false_:
        case tag::true_: return true;
        // The same bits: not-a-number is where it was, too.
        case tag::real:
            return std::bit_cast<std::uint64_t>(content_.real)
                == std::bit_cast<std::uint64_t>(other.content_.real);
        case tag::text_view: return text() == other.text();
        default: return content_.natural == other.content_.natural;
        }
    }

private:
    explicit datum(tag which) noexcept : tag_(which) {}
    static bool negative_zero(double number) noexcept { return number == 0 && __builtin_signbit(number); }
    inline void retain() const noexcept;
    inline void drop() noexcept;

    union content {
        std::int64_t integer = 0;
        std::uint64_t natural;
        double real;
        char const* text_view;
        json::array const* array_view;
        json::object const* object_view;
        text_block* text;
        array_block* array;
        object_block* object;
    };
    content content_;
    std::uint32_t length_ = 0;
    tag tag_ = tag::none;
};

/// What every block begins with. `depth` is at least the number of arrays and objects within each other from here down;
/// they are few, so that they may be freed by recursion.
struct block {
    std::uint32_t references;
    std::uint32_t depth;
    workspace* owner;
};
struct text_block : block {
    std::uint32_t size;
    std::uint32_t capacity;
    char* data() noexcept { return reinterpret_cast<char*>(this + 1); }
};
struct array_block : block {
    std::uint32_t size;
    std::uint32_t capacity;
    datum* data() noexcept { return reinterpret_cast<datum*>(this + 1); }
};
struct member {
    datum key;
    datum value;
    std::uint32_t hash;
};
/// Members in the order in which they came; beyond a few there is a table of their numbers behind them.
struct object_block : block {
    std::uint32_t size;
    std::uint32_t capacity;
    std::uint32_t slots; ///< Of the table; a power of two, or 0.
    member* data() noexcept { return reinterpret_cast<member*>(this + 1); }
    std::uint32_t* table() noexcept { return reinterpret_cast<std::uint32_t*>(data() + capacity); }
};
static_assert(sizeof(text_block) % alignof(datum) == 0 && sizeof(array_block) % alignof(datum) == 0);
static_assert(sizeof(object_block) % alignof(member) == 0);

inline std::size_t text_bytes(std::size_t capacity) noexcept { return sizeof(text_block) + capacity; }
inline std::size_t array_bytes(std::size_t capacity) noexcept {
    return sizeof(array_block) + capacity * sizeof(datum);
}
inline std::size_t object_bytes(std::size_t capacity, std::size_t slots) noexcept {
    return sizeof(object_block) + capacity * sizeof(member) + slots * sizeof(std::uint32_t);
}

inline std::string_view datum::text() const noexcept {
    if (tag_ == tag::text_view) return {content_.text_view, length_};
    return {content_.text->data(), content_.text->size};
}

inline void datum::retain() const noexcept {
    if (tag_ == tag::text)
        ++content_.text->references;
    else if (tag_ == tag::array)
        ++content_.array->references;
    else
        ++content_.object->references;
}

inline void datum::drop() noexcept {
    if (tag_ == tag::text) {
        text_block* const text = content_.text;
        if (--text->references == 0) text->owner->release(text, text_bytes(text->capacity));
    } else if (tag_ == tag::array) {
        array_block* const array = content_.array;
        if (--array->references != 0) return;
        for (std::uint32_t i = 0; i < array->size; ++i)
            array->data()[i].~datum();
        array->owner->release(array, array_bytes(array->capacity));
    } else {
        object_block* const object = content_.object;
        if (--object->references != 0) return;
        for (std::uint32_t i = 0; i < object->size; ++i)
            object->data()[i].~member();
        object->owner->release(object, object_bytes(object->capacity, object->slots));
    }
}

inline std::string_view key_of(boost::json::key_value_pair const& pair) noexcept {
    return {pair.key().data(), pair.key().size()};
}

} // namespace action_grammar::expression::detail

#endif
