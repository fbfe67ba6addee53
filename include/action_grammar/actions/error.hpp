#ifndef ACTION_GRAMMAR_ACTIONS_ERROR_HPP
#define ACTION_GRAMMAR_ACTIONS_ERROR_HPP

#include <concepts>
#include <cstddef>
#include <exception>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace action_grammar {

/// The value of an action or a composition that yields none: of `result<void, E>`, say.
struct unit {
    friend constexpr bool operator==(unit, unit) noexcept { return true; }
};

/// The failure of a `validate` whose predicate said no, and of a `decide` none of whose branches applied.
struct invalid {
    std::string_view label; ///< of the action that refused

    friend constexpr bool operator==(invalid const& left, invalid const& right) noexcept {
        return left.label == right.label;
    }
};

/// The failure of an action that threw: what it threw, and nothing lost. Any action that is not `noexcept`
/// can end so. Built without exceptions the type is the same and no value of it ever arises.
class thrown {
public:
    constexpr thrown() noexcept = default;
    explicit thrown(std::exception_ptr const& caught) noexcept { hold(caught); }
    constexpr thrown(thrown const& other) noexcept {
        if (other.holds_) hold(*other.caught());
    }
    constexpr thrown& operator=(thrown const& other) noexcept {
        if (this != &other) {
            if (holds_) release();
            if (other.holds_) hold(*other.caught());
        }
        return *this;
    }
    constexpr ~thrown() {
        if (holds_) release();
    }

    /// The exception; null for a default-constructed `thrown`.
    [[nodiscard]] std::exception_ptr exception() const noexcept { return holds_ ? *caught() : nullptr; }

private:
    std::exception_ptr* caught() const noexcept {
        return std::launder(reinterpret_cast<std::exception_ptr*>(const_cast<unsigned char*>(held_)));
    }
    void hold(std::exception_ptr const& caught) noexcept {
        ::new (static_cast<void*>(held_)) std::exception_ptr(caught);
        holds_ = true;
    }
    void release() noexcept {
        caught()->~exception_ptr();
        holds_ = false;
    }

    // Raw storage: std::exception_ptr is not a literal type, and a composition that might throw must still be
    // able to run in a constant expression.
    alignas(std::exception_ptr) unsigned char held_[sizeof(std::exception_ptr)]{};
    bool holds_ = false;
};

/// The failure of a `timeout`: the deadline passed before the action began. Transient.
struct timed_out {
    std::string_view label; ///< of the action that was not begun

    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
    friend constexpr bool operator==(timed_out const& left, timed_out const& right) noexcept {
        return left.label == right.label;
    }
};

/// The state of a verified mutation that is known to have happened while its answer is lost: the operation
/// that was asked said only yes. Always `in_doubt`.
struct answer_lost {
    std::string_view label; ///< of the mutation

    [[nodiscard]] static constexpr bool in_doubt() noexcept { return true; }
    friend constexpr bool operator==(answer_lost const& left, answer_lost const& right) noexcept {
        return left.label == right.label;
    }
};

namespace detail {

template <class Type>
inline constexpr bool is_variant = false;
template <class... Types>
inline constexpr bool is_variant<std::variant<Types...>> = true;

/// Calls `visitor` with the value that the variant holds. Unlike std::visit it inlines, and cannot throw by
/// itself.
template <std::size_t Index = 0, class Variant, class Visitor>
constexpr decltype(auto) visit_error(Variant&& held, Visitor&& visitor) {
    constexpr std::size_t last = std::variant_size_v<std::remove_cvref_t<Variant>> - 1;
    if constexpr (Index < last) {
        if (held.index() != Index)
            return detail::visit_error<Index + 1>(static_cast<Variant&&>(held), visitor);
    }
    if constexpr (std::is_lvalue_reference_v<Variant>) {
        return visitor(*std::get_if<Index>(&held));
    } else {
        return visitor(std::move(*std::get_if<Index>(&held)));
    }
}

} // namespace detail

/// Whether an error is worth another try: its own word, as a member function or member `transient`, or a
/// function `is_transient(error)` found by argument-dependent lookup; of a `std::variant` that of the
/// alternative it holds. An error that says nothing is permanent.
struct transient_error {
    template <class Error>
    [[nodiscard]] constexpr bool operator()(Error const& error) const noexcept {
        if constexpr (requires {
                          { error.transient() } -> std::convertible_to<bool>;
                      }) {
            return error.transient();
        } else if constexpr (requires {
                                 { error.transient } -> std::convertible_to<bool>;
                             }) {
            return error.transient;
        } else if constexpr (requires {
                                 { is_transient(error) } -> std::convertible_to<bool>;
                             }) {
            return is_transient(error);
        } else if constexpr (detail::is_variant<Error>) {
            return detail::visit_error(error, *this);
        } else {
            return false;
        }
    }
};
/// `ag::transient(error)`: see `transient_error`.
inline constexpr transient_error transient{};

/// Whether a mutation's error leaves open if the effect happened: its own word, as `in_doubt` or
/// `is_in_doubt(error)`, in the ways of `transient`. An error that says nothing means that nothing happened.
struct doubtful_error {
    template <class Error>
    [[nodiscard]] constexpr bool operator()(Error const& error) const noexcept {
        if constexpr (requires {
                          { error.in_doubt() } -> std::convertible_to<bool>;
                      }) {
            return error.in_doubt();
        } else if constexpr (requires {
                                 { error.in_doubt } -> std::convertible_to<bool>;
                             }) {
            return error.in_doubt;
        } else if constexpr (requires {
                                 { is_in_doubt(error) } -> std::convertible_to<bool>;
                             }) {
            return is_in_doubt(error);
        } else if constexpr (detail::is_variant<Error>) {
            return detail::visit_error(error, *this);
        } else {
            return std::is_same_v<Error, thrown>; // an exception out of a mutation: its answer is lost
        }
    }
};
/// `ag::doubtful(error)`: see `doubtful_error`.
inline constexpr doubtful_error doubtful{};

/// What a `gate` answers: go on, ask again later, or never.
enum class approval : unsigned char { approved, waiting, rejected };

} // namespace action_grammar

#endif
