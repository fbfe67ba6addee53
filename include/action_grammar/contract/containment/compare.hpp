#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_COMPARE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_COMPARE_HPP

// Is every value of one schema a value of another?

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/contract/containment/contract.hpp>
#include <action_grammar/contract/containment/emptiness.hpp>
#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/containment/locate.hpp>
#include <action_grammar/contract/containment/shrink.hpp>

namespace action_grammar::containment {

namespace detail {

/// One comparison on its way.
class comparing {
public:
    comparing(contract const& producer, contract const& consumer, budget const& limits) noexcept
        : producer_(producer), consumer_(consumer), limits_(limits) {}

    comparison run() {
        if (producer_ == consumer_) return compatible();
        if (auto const& values = contract_access::listed(producer_)) return among(*values);
        if (auto const& values = contract_access::excluded(consumer_)) return among(*values);
        solver search(limits_of_search());
        outcome found = search.solve({produced_, !consumed_});
        if (found.is_empty()) return compatible();
        if (!found.is_found())
            return undecided(found.reason == undecided_reason::budget ? search.why_spent() : found.reason);
        if (offends(*found.value) == truth::yes) return incompatible(*found.value);
        return undecided(reason_of_contracts());
    }

    /// Whether that comes to "compatible".
    bool is_compatible() {
        if (producer_ == consumer_) return true;
        bool const are_listed = contract_access::listed(producer_) || contract_access::excluded(consumer_);
        if (are_listed) return static_cast<bool>(run());
        return solver(limits_of_search()).solve({produced_, !consumed_}).is_empty();
    }

private:
    search_limits limits_of_search() const noexcept {
        return {limits_.steps, limits_.pattern_steps, limits_.depth, limits_.length, limits_.size};
    }
    static comparison compatible() {
        comparison made;
        made.result = answer::compatible;
        return made;
    }
    static comparison undecided(undecided_reason why) {
        comparison made;
        made.reason = why;
        return made;
    }
    undecided_reason reason_of_contracts() const {
        for (contract const* side : {&producer_, &consumer_})
            if (side->reason() != undecided_reason::none) return side->reason();
        return undecided_reason::refuted;
    }

    /// Whether a value is valid under the producer and not under the consumer.
    truth offends(json::value const& value) {
        truth const produced = contract_access::accepts(producer_, produced_, value, checks_);
        if (produced == truth::no) return produced;
        return both(produced, !contract_access::accepts(consumer_, consumed_, value, checks_));
    }

    /// When all values that can make a difference are known.
    comparison among(std::vector<json::value> const& values) {
        bool doubt = false;
        for (json::value const& value : values) {
            truth here = contract_access::holds(produced_, value, checks_);
            if (here != truth::no) here = both(here, !contract_access::holds(consumed_, value, checks_));
            // The forms can tell alone that a value does no harm; that it does, the validators must say as well.
            if (here != truth::no) here = offends(value);
            if (checks_ == 0) return undecided(undecided_reason::budget);
            if (here == truth::yes) return incompatible(value);
            doubt = doubt || here == truth::unknown;
        }
        if (!doubt) return compatible();
        auto const why = reason_of_contracts();
        return undecided(why == undecided_reason::refuted ? undecided_reason::pattern : why);
    }

    comparison incompatible(json::value witness) {
        constexpr std::size_t most_questions = 40;
        auto const keep = [this](json::value const& value) { return offends(value) == truth::yes; };
        shrinker(witness, keep, most_questions, checks_).run();

        comparison made;
        made.result = answer::incompatible;
        schema::validate_options limits;
        limits.errors = 1;
        limits.steps = checking_steps;
        auto const report = consumer_.validator().validate(witness, limits);
        if (!report.errors.empty()) {
            auto const& error = report.errors.front();
            made.path = error.instance;
            made.keyword = error.keyword;
            made.consumer_location = error.absolute;
            if (made.consumer_location.starts_with('#')) made.consumer_location.erase(0, 1);
            // The schema `false` has no keyword; the one under which it stands says more.
            std::string_view const place = error.schema;
            if (made.keyword.empty() && !place.empty()) made.keyword = place.substr(place.rfind('/') + 1);
            made.producer_location = location_in(producer_.schema(), witness, made.path, made.keyword);
        }
        made.witness = std::move(witness);
        return made;
    }

    contract const& producer_;
    contract const& consumer_;
    literal produced_ = contract_access::produced(producer_);
    literal consumed_ = contract_access::consumed(consumer_);
    budget const& limits_;
    /// What the checks of values may cost together: of the order of what the search may.
    static constexpr std::uint64_t checking_steps = 150'000;
    std::uint64_t checks_ = checking_steps;
};

} // namespace detail

/// Whether every value that is valid under `producer` is valid under `consumer`.
///
/// Sound both ways: "compatible" is proved, and "incompatible" comes with a value that the validators of both sides
/// agree on. The cost is bounded by `limits` whatever the schemas are, and the answer depends on nothing but the
/// arguments. Microseconds for most pairs of schemas; equal ones are recognized at once.
inline comparison compare(contract const& producer, contract const& consumer, budget const& limits = {}) {
    return detail::comparing(producer, consumer, limits).run();
}

/// Whether `compare` comes to "compatible". Says neither why not nor whether that is known, and is cheaper for it.
inline bool is_within(contract const& producer, contract const& consumer, budget const& limits = {}) {
    return detail::comparing(producer, consumer, limits).is_compatible();
}

} // namespace action_grammar::containment

#endif
