#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_GENERATE_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_GENERATE_HPP

// Plans by number, always the same for the same number: an even one keeps the rules, in an odd one one to three things
// are changed at random, which breaks them most of the time.

#include "plan.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace equivalence_tests {

/// SplitMix64 (Steele, Lea and Flood, 2014).
class dice {
public:
    constexpr explicit dice(std::uint64_t seed) : state_(seed * 0x2545'f491'4f6c'dd1dULL) {}
    constexpr std::size_t below(std::size_t bound) {
        state_ += 0x9e37'79b9'7f4a'7c15ULL;
        std::uint64_t mixed = (state_ ^ (state_ >> 30U)) * 0xbf58'476d'1ce4'e5b9ULL;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d0'49bb'1331'11ebULL;
        return static_cast<std::size_t>((mixed ^ (mixed >> 31U)) % bound);
    }
    constexpr bool one_in(std::size_t chances) { return below(chances) == 0; }

private:
    std::uint64_t state_;
};

/// Writes a plan that keeps the rules.
class generator {
public:
    constexpr explicit generator(std::uint64_t seed) : roll_(seed) {}

    constexpr plan make() {
        bool const command = roll_.one_in(2);
        made_.intent = command ? ag::purpose::command : ag::purpose::query;
        std::size_t const root = open(form::list);
        scope names{};
        std::size_t const before = command ? roll_.below(4) : 1 + roll_.below(4);
        for (std::size_t i = 0; i < before; ++i)
            top_step(names, effect::may_fail);
        if (command) {
            top_step(names, effect::mutates);
            for (std::size_t i = roll_.below(3); i > 0; --i)
                step(names, effect::sure, 0);
        }
        close(root);
        return made_;
    }

private:
    enum class effect : std::uint8_t { sure, may_fail, mutates };
    /// What a step can name: labels of values before it. A group has no value of its own.
    struct scope {
        std::array<char, 32> labels{};
        std::size_t count = 0;
        bool element = false;
        bool must_name = false;
        constexpr void add(char label) { labels[count++] = label; }
    };

    constexpr std::size_t open(form what, char label = 0, bool element = false) {
        item& next = made_.items[made_.size];
        next.what = what;
        next.label = label;
        next.element = element;
        return made_.size++;
    }
    constexpr void close(std::size_t at) { made_.items[at].extent = made_.size - at; }
    constexpr char new_label() { return static_cast<char>('a' + used_++); }
    constexpr bool has_room() const { return made_.size < 40 && used_ < 18; }

    constexpr void read(item& reader, scope& names) {
        bool const two = reader.what == form::action && reader.does == letter::join;
        if (two || names.must_name || roll_.one_in(4)) {
            reader.reads_count = two ? 2 : 1;
            for (std::size_t i = 0; i < reader.reads_count; ++i) {
                std::size_t const which = roll_.below(names.count + 1);
                reader.reads[i] = which == names.count ? input : names.labels[which];
            }
        }
        names.must_name = false;
    }

    constexpr void action(letter does, scope& names) {
        char const label = new_label();
        std::size_t const at = open(form::action, label, names.element);
        made_.items[at].does = does;
        read(made_.items[at], names);
        names.add(label);
    }

    /// A step of the whole composition, which may have a mixin around it.
    constexpr void top_step(scope& names, effect wanted) {
        if (wanted == effect::mutates && roll_.one_in(4)) {
            std::size_t const at = open(form::retry);
            construct(names, effect::mutates, 0, roll_.one_in(2) ? form::action : form::decide);
            close(at);
        } else if (wanted == effect::may_fail && roll_.one_in(6)) {
            std::size_t const at = open(roll_.one_in(2) ? form::retry : form::timeout);
            if (made_.items[at].what == form::retry && roll_.one_in(2))
                action(letter::fetch, names);
            else
                nested(names, effect::may_fail, 0, true);
            close(at);
        } else if (wanted == effect::may_fail && roll_.one_in(12)) {
            action(letter::convert, names);
            --names.count; // nobody but the next takes it
            action(letter::misfit, names);
            made_.items[made_.size - 1].reads_count = 0;
        } else {
            step(names, wanted, 0);
        }
    }

    constexpr void step(scope& names, effect wanted, std::size_t depth) {
        constexpr form nothing = form::action;
        form what = nothing;
        if (depth < 2 && has_room() && roll_.one_in(3)) {
            constexpr std::array forms{form::decide, form::nested, form::fan_out, form::all};
            what = forms[roll_.below(4)];
            if (what == form::fan_out && (names.element || wanted == effect::mutates)) what = nothing;
        }
        construct(names, wanted, depth, what);
    }

    constexpr letter letter_for(effect wanted) {
        constexpr std::array any{letter::fetch, letter::unsure,    letter::validate, letter::gate,
                                 letter::sure,  letter::aggregate, letter::join};
        constexpr std::array mutations{letter::persist, letter::emit, letter::persist_unprotected};
        if (wanted == effect::mutates) return mutations[roll_.below(retried_ ? 2 : 3)];
        return any[wanted == effect::sure ? 4 + roll_.below(3) : roll_.below(7)];
    }

    constexpr void construct(scope& names, effect wanted, std::size_t depth, form what) {
        bool const under_retry = made_.items[made_.size - 1].what == form::retry;
        retried_ = retried_ || under_retry;
        switch (what) {
        case form::decide: decide(names, wanted, depth); break;
        case form::nested: nested(names, wanted, depth, false); break;
        case form::fan_out: fan_out(names, wanted, depth); break;
        case form::all: all(names, wanted, depth); break;
        default: action(letter_for(wanted), names); break;
        }
        if (under_retry) retried_ = false;
    }

    /// Steps in a scope of their own; the last is no group, whose value would be several.
    constexpr void list(bool element, effect wanted, std::size_t depth, bool fails) {
        std::size_t const at = open(form::list);
        scope names{};
        names.element = element;
        bool const mutation = wanted == effect::mutates;
        for (std::size_t i = roll_.below(2); i > 0; --i)
            step(names, mutation ? effect::may_fail : wanted, depth + 1);
        if (fails) action(letter::fetch, names);
        action(letter_for(wanted), names);
        if (mutation && roll_.one_in(3)) action(letter::sure, names);
        close(at);
    }

    constexpr void nested(scope& names, effect wanted, std::size_t depth, bool fails) {
        char const label = new_label();
        std::size_t const at = open(form::nested, label, names.element);
        read(made_.items[at], names);
        list(names.element, wanted, depth, fails);
        close(at);
        names.add(label);
    }

    constexpr void decide(scope& names, effect wanted, std::size_t depth) {
        char const label = new_label();
        std::size_t const at = open(form::decide, label, names.element);
        read(made_.items[at], names);
        made_.items[at].exhaustive = wanted == effect::sure || !roll_.one_in(3);
        made_.items[at].throwing = wanted != effect::sure && roll_.one_in(3);
        std::size_t const branches = 1 + roll_.below(3);
        for (std::size_t i = 0; i < branches; ++i) {
            bool const without = i > 0 && wanted == effect::mutates && roll_.one_in(3);
            list(names.element, without ? effect::may_fail : wanted, depth, false);
        }
        close(at);
        names.add(label);
    }

    constexpr void fan_out(scope& names, effect wanted, std::size_t depth) {
        char const label = new_label();
        std::size_t const at = open(form::fan_out, label);
        read(made_.items[at], names);
        list(true, wanted, depth, false);
        close(at);
        names.add(label);
    }

    constexpr void all(scope& names, effect wanted, std::size_t depth) {
        std::size_t const at = open(form::all);
        scope outside = names;
        std::size_t const members = 1 + roll_.below(3);
        std::size_t const mutation = roll_.below(members);
        for (std::size_t i = 0; i < members; ++i) {
            effect own = wanted;
            if (wanted == effect::mutates && i != mutation) own = effect::sure;
            scope seen = outside; // no member sees another
            if (depth < 1 && has_room() && roll_.one_in(4))
                nested(seen, own, depth + 1, false);
            else
                action(letter_for(own), seen);
            names.add(seen.labels[seen.count - 1]);
        }
        names.must_name = true;
        close(at);
    }

    plan made_{};
    dice roll_;
    std::size_t used_ = 0;
    bool retried_ = false;
};

/// Changes one thing of a plan.
constexpr void change(plan& of, dice& roll) {
    if (roll.one_in(9)) {
        of.intent = of.intent == ag::purpose::query ? ag::purpose::command : ag::purpose::query;
        return;
    }
    std::size_t at = 0;
    do {
        at = 1 + roll.below(of.size - 1);
    } while (of.items[at].label == 0);
    item& here = of.items[at];
    std::size_t other = 0; // another label, wherever it is
    do {
        other = 1 + roll.below(of.size - 1);
    } while (of.items[other].label == 0);
    switch (roll.below(here.what == form::action ? 6 : 2)) {
    case 0: { // reads what is made elsewhere, or nowhere
        if (here.reads_count == 0) here.reads_count = 1;
        here.reads[0] = roll.one_in(3) ? 'z' : of.items[other].label;
        return;
    }
    case 1: // has the name of another one, or of the input
        here.label = roll.one_in(6) ? input : of.items[other].label;
        return;
    default: { // does something else
        if (here.reads_count == 2) here.reads_count = 1;
        auto const does = static_cast<letter>(roll.below(letter_count));
        bool const of_lists = does == letter::convert || does == letter::misfit;
        bool const in_root = [&] {
            for (std::size_t i = 1; i < of.size; i += of.items[i].extent)
                if (i == at) return true;
            return false;
        }();
        // One that takes something else as the first would change the input of the whole.
        bool const of_input = at == 1 || (here.reads_count == 1 && here.reads[0] == input);
        if (does == letter::join || (of_lists && !in_root) || (does == letter::misfit && of_input)) {
            here.does = here.element ? letter::persist : letter::persist_undeclared;
            return;
        }
        here.does = does;
    }
    }
}

/// Takes out what documents say otherwise of steps under mixins: of two with one id the mixin is around the first; and of
/// one that reads itself see known_differences.cpp.
constexpr void settle_mixins(plan& of) {
    char unused = 't';
    for (std::size_t at = 1; at < of.size; at += of.items[at].extent) {
        if (of.items[at].what != form::retry && of.items[at].what != form::timeout) continue;
        item& inner = of.items[at + 1];
        for (std::size_t i = 1; i < of.size; ++i)
            if (i != at + 1 && of.items[i].label == inner.label) {
                inner.label = unused++;
                break;
            }
        if (inner.reads_count > 0 && inner.reads[0] == inner.label) inner.reads[0] = 'z';
    }
}

constexpr plan generated(std::uint64_t number) {
    plan made = generator(number).make();
    dice roll(~number);
    if (number % 2 == 1)
        for (std::size_t changes = 1 + roll.below(3); changes > 0; --changes)
            change(made, roll);
    settle_mixins(made);
    return made;
}

} // namespace equivalence_tests

#endif
