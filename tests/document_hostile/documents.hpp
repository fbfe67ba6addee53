#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_HOSTILE_DOCUMENTS_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_HOSTILE_DOCUMENTS_HPP

// Documents that mean harm: each asks for as much work as a text of its size can.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// A family of documents.
struct family {
    std::string_view name;
    std::string (*of_size)(std::size_t bytes); ///< One of about so many bytes.
    bool is_yaml = false;
};

std::vector<family> const& families();

} // namespace hostile

#endif
