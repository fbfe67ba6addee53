#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_MEMBERS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_MEMBERS_HPP

// The members that an object of a document may have, and what is said of others.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

/// Sets of kinds of JSON values.
constexpr unsigned kinds(json::kind kind) noexcept { return 1U << static_cast<unsigned>(kind); }
inline constexpr unsigned a_string = kinds(json::kind::string);
inline constexpr unsigned an_array = kinds(json::kind::array);
inline constexpr unsigned an_object = kinds(json::kind::object);
inline constexpr unsigned a_boolean = kinds(json::kind::bool_);
inline constexpr unsigned any_kind = ~0U;

/// A member that an object may have.
struct known_member {
    std::string_view name;
    unsigned accepted = any_kind; ///< Kinds that its value may be of,
    std::string_view wanted{};    ///< and the same in words.
    bool exclusive = false;       ///< An object has one of the exclusive members.
    bool lenient = false;         ///< A value of another kind is for the caller to report.
    std::string_view also{};      ///< What other formats call it: words with spaces between them.
};

/// Whether a name is one of a list of words.
inline bool is_one_of(std::string_view name, std::string_view words) noexcept {
    while (!words.empty()) {
        std::string_view const word = words.substr(0, words.find(' '));
        if (same_letters(name, word)) return true;
        words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
    return false;
}

/// A member that an object has. One of the wrong kind, which was reported, is there without a value.
struct found_member {
    bool there = false;
    json::value const* value = nullptr;
    std::string_view key{}; ///< As it is written.
};

template <std::size_t Count>
using found_members = std::array<found_member, Count>;

/// Takes an object apart. Members that are not known and members of the wrong kind are reported. An unknown one that
/// can only be a misspelling of one that is missing is taken for it, so that what is in it is read as well, and its
/// fix adds nothing new.
template <std::size_t Count>
class member_reader {
public:
    member_reader(form_state& state, json::object const& object, place_id at, std::string_view owner,
                  known_member const (&known)[Count])
        : state_(state), object_(object), at_(at), owner_(owner), known_(known) {}

    found_members<Count> read() {
        std::vector<json::object::value_type const*> unknown;
        for (auto const& member : object_) {
            std::size_t const which = find(member.key());
            if (which < Count)
                take(which, member);
            else if (unknown.size() < 1000)
                unknown.push_back(&member);
        }
        for (auto const* member : unknown) {
            if (state_.problems.full()) break;
            report_unknown(*member);
        }
        for (std::size_t i = 0; i < Count; ++i) {
            found_member& each = found_[i];
            if (!each.there || known_[i].lenient || accepts(i, *each.value)) continue;
            state_.malformed(at_, each.key,
                             in_quotes(known_[i].name) + " must be " + std::string(known_[i].wanted)
                                 + ", but is " + described(*each.value));
            each.value = nullptr;
        }
        return found_;
    }

private:
    using pair = json::object::value_type;

    std::size_t find(std::string_view key) const noexcept {
        std::size_t which = 0;
        while (which < Count && known_[which].name != key)
            ++which;
        return which;
    }

    bool accepts(std::size_t which, json::value const& value) const noexcept {
        return (known_[which].accepted & kinds(value.kind())) != 0;
    }

    void take(std::size_t which, pair const& from) {
        found_[which] = {true, &from.value(), from.key()};
        exclusive_there_ = exclusive_there_ || known_[which].exclusive;
    }

    /// Whether the value could stand under a name instead.
    bool fits(std::size_t which, json::value const& value) const noexcept {
        bool const free = !found_[which].there && !(known_[which].exclusive && exclusive_there_);
        return free && accepts(which, value);
    }

    /// The free member that other formats call so, or empty.
    std::string_view called(pair const& stranger) const noexcept {
        for (std::size_t i = 0; i < Count; ++i)
            if (fits(i, stranger.value()) && is_one_of(stranger.key(), known_[i].also)) return known_[i].name;
        return {};
    }

    void report_unknown(pair const& stranger) {
        std::string_view const key = stranger.key();
        std::vector<std::string_view> fitting;
        std::vector<std::string_view> all;
        for (std::size_t i = 0; i < Count; ++i) {
            all.push_back(known_[i].name);
            if (fits(i, stranger.value())) fitting.push_back(known_[i].name);
        }
        finding& problem =
            state_.malformed(at_, key, std::string(owner_) + " has no member " + in_quotes(key), true);
        std::string_view const synonym = called(stranger);
        if (std::string_view const meant = synonym.empty() ? meant_by(key, fitting) : synonym;
            !meant.empty()) {
            bool const sure = !synonym.empty() || surely(key, meant);
            problem.hint = did_you_mean(meant);
            problem.fixes.push_back(
                {"rename " + in_quotes(key) + " to " + in_quotes(meant),
                 sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                 moving(problem.where.pointer, state_.pointer_of(at_, meant))});
            if (sure) take(find(meant), stranger);
        } else if (std::string_view const near = meant_by(key, all); !near.empty()) {
            problem.hint = did_you_mean(near);
            if (found_[find(near)].there)
                problem.hint += " It is there already";
            else if (!accepts(find(near), stranger.value()))
                problem.hint += " It must be " + std::string(known_[find(near)].wanted);
        } else {
            problem.hint = std::string(owner_) + " has " + listed(all);
        }
    }

    form_state& state_;
    json::object const& object_;
    place_id at_;
    std::string_view owner_;
    known_member const (&known_)[Count];
    found_members<Count> found_{};
    bool exclusive_there_ = false;
};

/// The known members of an object, by their position in `known`; the rest is reported.
///
/// @param owner  what the object is: `"a step"`
template <std::size_t Count>
found_members<Count> members_of(form_state& state, json::object const& object, place_id at,
                                std::string_view owner, known_member const (&known)[Count]) {
    return member_reader<Count>(state, object, at, owner, known).read();
}

} // namespace action_grammar::document::detail::forming

#endif
