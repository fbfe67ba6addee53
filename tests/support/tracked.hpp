#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_TRACKED_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_TRACKED_HPP

// Objects that write down how they came to be and whether they still live. Usable in constant expressions.

#include <utility>

namespace action_grammar_tests {

/// What became of the objects that name this ledger.
struct ledger {
    int made = 0;
    int copies = 0;
    int moves = 0;
    int living = 0;

    friend constexpr bool operator==(ledger const&, ledger const&) = default;
};

/// A number that its ledger counts. What was moved from holds -1.
class tracked {
public:
    constexpr tracked(ledger& book, int number) noexcept : book_(&book), number_(number) {
        ++book.made;
        ++book.living;
    }
    constexpr tracked(tracked const& other) noexcept : book_(other.book_), number_(other.number_) {
        ++book_->copies;
        ++book_->living;
    }
    constexpr tracked(tracked&& other) noexcept
        : book_(other.book_), number_(std::exchange(other.number_, -1)) {
        ++book_->moves;
        ++book_->living;
    }
    tracked& operator=(tracked const&) = delete;
    tracked& operator=(tracked&&) = delete;
    constexpr ~tracked() {
        --book_->living;
        book_ = nullptr; // a second destruction is an access to null
    }

    [[nodiscard]] constexpr int number() const noexcept { return number_; }
    [[nodiscard]] constexpr ledger& book() const noexcept { return *book_; }

private:
    ledger* book_;
    int number_;
};

/// A number that can only be handed on.
class move_only {
public:
    constexpr explicit move_only(int number) noexcept : number_(number) {}
    constexpr move_only(move_only&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    constexpr move_only& operator=(move_only&& other) noexcept {
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    constexpr ~move_only() = default;

    [[nodiscard]] constexpr int number() const noexcept { return number_; }

private:
    int number_;
};

/// A number that stays where it was made.
struct immovable {
    int number;

    constexpr explicit immovable(int of) noexcept : number(of) {}
    immovable(immovable const&) = delete;
    immovable& operator=(immovable const&) = delete;
    constexpr ~immovable() = default;
};

} // namespace action_grammar_tests

#endif
