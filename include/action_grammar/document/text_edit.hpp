#ifndef ACTION_GRAMMAR_DOCUMENT_TEXT_EDIT_HPP
#define ACTION_GRAMMAR_DOCUMENT_TEXT_EDIT_HPP

#include <cstddef>
#include <string>

namespace action_grammar::document {

/// A change of a text: `length` bytes at `offset` give way to others.
struct text_edit {
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string inserted;

    friend bool operator==(text_edit const&, text_edit const&) = default;
};

} // namespace action_grammar::document

#endif
