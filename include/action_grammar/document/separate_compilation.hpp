#ifndef ACTION_GRAMMAR_DOCUMENT_SEPARATE_COMPILATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_SEPARATE_COMPILATION_HPP

// The checker of documents is large: a unit that includes all of it takes most of a minute to compile. It is
// header-only unless a program says otherwise: with ACTION_GRAMMAR_SEPARATE_COMPILATION defined for all of its units,
// the headers of this layer only declare, and one unit of the program includes
// <action_grammar/document/src.hpp>, which defines.

#if defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#define ACTION_GRAMMAR_DEFINED_ONCE
#else
#define ACTION_GRAMMAR_DEFINED_ONCE inline
#endif

#endif
