#include "support/property.hpp"
#include "support/shapes.hpp"
#include "support/words.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/rules/resolve.hpp>
#include <action_grammar/rules/summary.hpp>
#include <action_grammar/rules/well_formed.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace action_grammar_tests;
using ag::construct;
using ag::grade;
using ag::joined;
using ag::protection;
using ag::rule_code;
using ag::summary;
using ag::violation;

namespace {

template <class Testable>
void law(std::string const& description, Testable&& testable) {
    property(description, std::forward<Testable>(testable), 2'000);
}

// Evenly over the whole range from the first case on; rapidcheck begins with a small part of it.
template <class Integer>
Integer pick(Integer least, Integer beyond) {
    return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(least, beyond));
}

summary letter_summary(char letter, std::uint32_t at) {
    ag::place const where{"a", at};
    if (letter == 'i') return summary_of(grade::infallible, protection::undeclared, where);
    if (letter == 'f') return summary_of(grade::fallible, protection::undeclared, where);
    return summary_of(grade::committed, letter == 'm' ? protection::keyed : protection::unprotected, where);
}

// The summary of a word, joined from the left, and whether a join was broken.
struct folded {
    summary whole{};
    bool broken = false;

    void join(summary const& next) {
        joined const both = then(whole, next);
        whole = both.whole;
        broken = broken || both.broken;
    }
};

folded fold(std::string_view word, std::uint32_t first) {
    folded all;
    for (std::size_t i = 0; i < word.size(); ++i)
        all.join(letter_summary(word[i], first + static_cast<std::uint32_t>(i)));
    return all;
}

// The same, joined as a random binary tree.
folded fold_anyhow(std::string_view word, std::uint32_t first) {
    if (word.size() < 2) return fold(word, first);
    auto const cut = pick<std::size_t>(0, word.size() + 1);
    if (cut == 0 || cut == word.size()) return fold(word, first);
    folded left = fold_anyhow(word.substr(0, cut), first);
    folded const right = fold_anyhow(word.substr(cut), first + static_cast<std::uint32_t>(cut));
    left.join(right.whole);
    left.broken = left.broken || right.broken;
    return left;
}

// Up to twelve letters: of longer ones hardly any is safe.
rc::Gen<std::string> word() {
    return rc::gen::scale(
        0.12, rc::gen::container<std::string>(rc::gen::element('i', 'i', 'i', 'i', 'f', 'm', 'M')));
}

// A random shape and, when they are asked for, its executions.
struct tree {
    composition shape{};
    words executions{};
};

enum class spelling : bool { left_out, wanted };

constexpr std::string_view labels[] = {"a", "b", "c", "input", ""};

composition random_reads(composition whole) {
    auto const count = pick<std::size_t>(0, 3);
    if (count == 0 || pick(0, 2) == 0) return whole;
    whole = reading({}, whole);
    whole.nodes.front().reference_count = static_cast<std::uint32_t>(count);
    for (std::size_t i = 0; i < count; ++i)
        whole.references.push_back({.name = labels[pick<std::size_t>(0, 5)]});
    return whole;
}

tree random_tree(std::size_t budget, spelling executions, int repetitions = 2) {
    bool const spelled = executions == spelling::wanted;
    std::string_view const label = labels[pick<std::size_t>(0, 5)];
    int const kind = budget < 2 ? pick(0, 4) : pick(0, 14);
    switch (kind) {
    case 0: return {random_reads(infallible(label)), {"i"}};
    case 1: return {random_reads(fallible(label)), {"f"}};
    case 2: return {random_reads(mutation(label)), {"m"}};
    case 3: return {random_reads(mutation(label, protection::unprotected)), {"M"}};
    case 4: {
        // More than two around each other have too many executions to list.
        if (repetitions == 0) break;
        tree const inner = random_tree(budget - 1, executions, repetitions - 1);
        return {random_reads(fan_out(label, inner.shape)),
                spelled ? repetition_of(inner.executions) : words{}};
    }
    case 5: {
        tree const inner = random_tree(budget - 1, executions, repetitions);
        return {retry(inner.shape), spelled ? retry_of(inner.executions, "m") : words{}};
    }
    default: break;
    }
    construct const form = kind < 9  ? construct::sequence
                         : kind < 12 ? construct::alternatives
                                     : construct::parallel;
    tree whole{random_reads(one({.form = form, .label = label})), {}};
    std::size_t left = budget - 1;
    do {
        auto const size = pick<std::size_t>(1, left + 1);
        tree const child = random_tree(size, executions, repetitions);
        left -= std::min(left, child.shape.nodes.size());
        bool const only = whole.shape.nodes.size() == 1;
        append(whole.shape, child.shape);
        if (!spelled) continue;
        if (only)
            whole.executions = child.executions;
        else if (form == construct::sequence)
            whole.executions = sequence_of(whole.executions, child.executions);
        else if (form == construct::parallel)
            whole.executions = parallel_of(whole.executions, child.executions);
        else
            whole.executions = alternatives_of(whole.executions, child.executions);
    } while (left > 0 && pick(0, 5) != 0);
    return whole;
}

// Larger than those that are all tried in rules/summary.cpp, small enough to list all interleavings.
tree random_spelled_tree() { return random_tree(pick<std::size_t>(1, 9), spelling::wanted); }
composition random_shape() { return random_tree(pick<std::size_t>(1, 20), spelling::left_out).shape; }

bool about_the_form(rule_code code) {
    return code == rule_code::empty || code == rule_code::limit_exceeded || code == rule_code::malformed;
}

// The scope rule once more, from the reader upwards: where its names are declared.
struct upward {
    std::vector<ag::node> const& nodes;

    // The node in which `at` stands; the shape's size when it is the root.
    std::uint32_t parent(std::uint32_t at) const {
        for (std::uint32_t above = at; above-- > 0;) {
            if (at < above + nodes[above].extent) return above;
        }
        return static_cast<std::uint32_t>(nodes.size());
    }
    // Out of wrappers and parallel groups, to what stands in a sequence, a branch or a body, or is all.
    std::uint32_t outermost(std::uint32_t at) const {
        std::uint32_t const above = parent(at);
        if (above == nodes.size()) return at;
        bool const open = nodes[above].form == construct::wrapped || nodes[above].form == construct::parallel;
        return open ? outermost(above) : at;
    }
    bool same_scope(std::uint32_t a, std::uint32_t b) const {
        std::uint32_t const left = outermost(a);
        std::uint32_t const right = outermost(b);
        if (left == right) return true;
        return parent(left) == parent(right) && nodes[parent(left)].form == construct::sequence;
    }
    bool wrapped(std::uint32_t at) const {
        return parent(at) != nodes.size() && nodes[parent(at)].form == construct::wrapped;
    }
    std::uint32_t target(std::uint32_t reader, std::string_view name) const {
        if (name == "input") return ag::composition_input;
        for (std::uint32_t at = 0; at < nodes.size(); ++at) {
            if (!name.empty() && nodes[at].label == name && !wrapped(at) && same_scope(at, reader)) return at;
        }
        return ag::unresolved;
    }
};

// Whether extents are those of one tree, by a stack of the ends of the open nodes.
bool nests(std::vector<ag::node> const& nodes) {
    std::vector<std::size_t> ends{nodes.size()};
    for (std::size_t at = 0; at < nodes.size(); ++at) {
        while (ends.back() == at)
            ends.pop_back();
        if (ends.empty() || nodes[at].extent == 0 || nodes[at].extent > ends.back() - at) return false;
        if (at == 0 && nodes[at].extent != nodes.size()) return false;
        bool const single = nodes[at].form == construct::repetition || nodes[at].form == construct::wrapped;
        bool const leaf = nodes[at].form == construct::action;
        if (leaf != (nodes[at].extent == 1)) return false;
        if (single && nodes[at + 1].extent != nodes[at].extent - 1) return false;
        ends.push_back(at + nodes[at].extent);
    }
    return !nodes.empty();
}

// Any values, near enough to sensible ones that some arrays are shapes.
ag::node random_node(std::uint32_t left, std::uint32_t references) {
    bool const sane = pick(0, 12) != 0;
    ag::node any;
    any.form = static_cast<construct>(pick(0, sane ? 6 : 256));
    if (left == 1 && sane) any.form = construct::action;
    any.what = static_cast<ag::verb>(pick(0, sane ? 7 : 256));
    any.effect = static_cast<grade>(pick(0, sane ? 2 : 256));
    any.guard = static_cast<protection>(pick(0, sane ? 6 : 256));
    any.wrapper = static_cast<ag::mixin>(pick(0, sane ? 6 : 256));
    any.input = static_cast<ag::contract_state>(pick(0, sane ? 4 : 256));
    any.label = labels[pick<std::size_t>(0, 5)];
    any.extent = any.form == construct::action ? 1 : pick<std::uint32_t>(sane ? 2 : 0, left + 2);
    if (!sane && pick(0, 4) == 0) any.extent = *rc::gen::arbitrary<std::uint32_t>();
    if (pick(0, 4) == 0) {
        any.first_reference =
            sane ? pick<std::uint32_t>(0, references + 1) : *rc::gen::arbitrary<std::uint32_t>();
        any.reference_count = sane ? pick<std::uint32_t>(0, 2) : *rc::gen::arbitrary<std::uint32_t>();
    }
    return any;
}

composition random_arrays() {
    composition any;
    auto const size = pick<std::uint32_t>(0, 12);
    auto const references = pick<std::uint32_t>(0, 4);
    for (std::uint32_t i = 0; i < references; ++i) {
        any.references.push_back({.name = labels[pick<std::size_t>(0, 5)]});
        if (pick(0, 4) == 0) any.references.back().target = pick<std::uint32_t>(0, size + 2);
    }
    for (std::uint32_t i = 0; i < size; ++i)
        any.nodes.push_back(random_node(size - i, references));
    if (size > 1 && pick(0, 4) != 0) {
        any.nodes.front().form = construct::sequence;
        any.nodes.front().extent = size;
    }
    // Nothing behind the arrays may be read; a sanitizer sees it only when there is nothing.
    any.nodes.shrink_to_fit();
    any.references.shrink_to_fit();
    return any;
}

} // namespace

TEST_CASE("a word has one summary, however it is joined") {
    law("any bracketing", [] {
        std::string const text = *word();
        folded const left = fold(text, 0);
        folded const anyhow = fold_anyhow(text, 0);
        RC_ASSERT(left.whole == anyhow.whole);
        RC_ASSERT(left.broken == anyhow.broken);
    });
    law("broken when the regular expression says unsafe", [] {
        std::string const text = *word();
        RC_CLASSIFY(safe(text));
        RC_ASSERT(fold(text, 0).broken == !safe(text));
    });
    law("sequence distributes over alternatives", [] {
        std::string const texts[] = {*word(), *word(), *word()};
        summary const a = fold(texts[0], 0).whole;
        summary const b = fold(texts[1], 100).whole;
        summary const c = fold(texts[2], 200).whole;
        RC_ASSERT(then(a, either(b, c)).whole.effect == either(then(a, b).whole, then(a, c).whole).effect);
        RC_ASSERT(then(either(b, c), a).whole.effect == either(then(b, a).whole, then(c, a).whole).effect);
        RC_ASSERT(static_cast<bool>(then(a, either(b, c)).broken)
                  == (then(a, b).broken || then(a, c).broken));
        RC_ASSERT(static_cast<bool>(then(either(b, c), a).broken)
                  == (then(b, a).broken || then(c, a).broken));
    });
}

TEST_CASE("check agrees with the executions of random shapes") {
    law("the verdict and the grade", [] {
        tree const whole = random_spelled_tree();
        RC_ASSERT(!ag::form_rule(whole.shape));
        bool broken = false;
        summary const verdict = ag::check(
            whole.shape, [&](violation const& found) { broken = broken || about_the_boundary(found.code); });
        grade const called_for = grade_of(whole.executions);
        RC_CLASSIFY(broken);
        RC_ASSERT(broken == (called_for == grade::invalid));
        if (!broken) RC_ASSERT(verdict.effect == called_for);
    });
    law("both places of a violation are nodes, and the second is where it hits", [] {
        composition const whole = random_shape();
        for (violation const& found : checked(whole)) {
            RC_ASSERT(found.second.node < whole.nodes.size());
            RC_ASSERT(found.second.label == whole.nodes[found.second.node].label);
            if (about_the_boundary(found.code)) {
                RC_ASSERT(found.first.node < whole.nodes.size());
                RC_ASSERT(ag::mutates(whole.nodes[found.first.node].what));
            }
        }
    });
}

TEST_CASE("resolve agrees with a search from the reader upwards") {
    law("every target", [] {
        composition whole = random_shape();
        ag::resolve(whole.nodes, whole.references, [](violation const&) {});
        upward const search{whole.nodes};
        for (std::uint32_t at = 0; at < whole.nodes.size(); ++at) {
            ag::node const& reader = whole.nodes[at];
            for (std::uint32_t i = 0; i < reader.reference_count; ++i) {
                ag::reference const& read = whole.references[reader.first_reference + i];
                RC_ASSERT(read.target == search.target(at, read.name));
            }
        }
    });
    law("every duplicate", [] {
        composition whole = random_shape();
        violations found;
        ag::resolve(whole.nodes, whole.references, [&](violation const& broken) {
            if (broken.code == rule_code::duplicate_id) found.push_back(broken);
        });
        upward const search{whole.nodes};
        violations expected;
        for (std::uint32_t at = 0; at < whole.nodes.size(); ++at) {
            std::string_view const label = whole.nodes[at].label;
            if (label.empty() || search.wrapped(at)) continue;
            std::uint32_t const first = search.target(at, label);
            if (first != at) expected.push_back({rule_code::duplicate_id, {label, first}, {label, at}});
        }
        RC_ASSERT(found == expected);
    });
    law("findings are ordered, and are those of resolve and check", [] {
        composition whole = random_shape();
        violations expected = resolved(whole);
        violations const found = ag::findings(whole.nodes, whole.references);
        for (violation const& broken : checked(whole))
            expected.push_back(broken);
        // Stably, and by hand: clang warns of std::stable_sort with libstdc++ 12.
        for (std::size_t i = 1; i < expected.size(); ++i)
            for (std::size_t k = i; k > 0 && expected[k].second.node < expected[k - 1].second.node; --k)
                std::swap(expected[k], expected[k - 1]);
        RC_ASSERT(found == expected);
    });
}

TEST_CASE("arrays that hold anything are answered") {
    law("with one fault, or with what a shape deserves", [] {
        composition const any = random_arrays();
        violations const found = checked(any);
        bool const fault = !found.empty() && about_the_form(found.front().code);
        RC_CLASSIFY(fault);
        if (fault) RC_ASSERT(found.size() == 1U);
        if (!nests(any.nodes)) RC_ASSERT(fault);
    });
    law("by resolve as by check, but for the targets", [] {
        composition any = random_arrays();
        for (ag::reference& read : any.references)
            read.target = ag::unresolved;
        violations const found = checked(any);
        violations const names = resolved(any);
        bool const fault = !found.empty() && about_the_form(found.front().code);
        RC_CLASSIFY(fault);
        if (fault)
            RC_ASSERT(names == found);
        else
            RC_ASSERT(std::none_of(names.begin(), names.end(),
                                   [](violation const& v) { return about_the_form(v.code); }));
    });
    law("within small limits", [] {
        composition const any = random_arrays();
        ag::shape_limits const limits{pick<std::uint32_t>(0, 8), pick<std::uint32_t>(0, 4),
                                      pick<std::uint32_t>(0, 3)};
        violations const found = checked(any, limits);
        bool const over = any.nodes.size() > limits.nodes || any.references.size() > limits.references;
        if (over && !any.nodes.empty()) RC_ASSERT(found.front().code == rule_code::limit_exceeded);
    });
}
