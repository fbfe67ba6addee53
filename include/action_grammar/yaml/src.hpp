#ifndef ACTION_GRAMMAR_YAML_SRC_HPP
#define ACTION_GRAMMAR_YAML_SRC_HPP

// The definitions of this layer; see action_grammar/document/src.hpp.

#include <action_grammar/yaml/impl/document.hpp>

#endif
