#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_GENERATED_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_CORPUS_GENERATED_HPP

// Documents by the grammar of their shapes, and changes of documents that need not make sense. The same seed gives the same
// ones.

#include <action_grammar/contract/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace document_corpus {

/// Numbers that look random (splitmix64).
class dice {
public:
    explicit dice(std::uint64_t seed) noexcept : state_(seed) {}
    /// One of `sides` numbers, from 0.
    std::size_t operator()(std::size_t sides) noexcept {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<std::size_t>((mixed ^ (mixed >> 31U)) % sides);
    }
    bool one_in(std::size_t sides) noexcept { return (*this)(sides) == 0; }

private:
    std::uint64_t state_;
};

/// A valid document: a query or a command whose constructs stand in each other.
std::string generated_document(std::uint64_t seed);

/// The document after one to three changes: steps deleted, doubled, exchanged, moved, renamed to other actions, wrapped.
std::string mutated_document(std::string const& text, std::uint64_t seed);

} // namespace document_corpus

#endif
