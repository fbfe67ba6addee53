#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_STANDARD_PATTERNS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_STANDARD_PATTERNS_HPP

// The patterns that every registry has, as their documents.

#include <string_view>

namespace action_grammar::document::detail {

inline constexpr std::string_view standard_pattern_texts[] = {
    R"json({
  "pattern": "http_request", "version": "1",
  "description": "Fetches over HTTP by the host's fetch(http), and checks the response against a schema.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["url"],
    "properties": {
      "url": {"type": "string", "description": "where to fetch from"},
      "method": {"type": "string", "description": "GET if it is not given", "default": "GET"},
      "headers": {"type": "object", "description": "sent along"},
      "response": {"type": ["object", "boolean"], "description": "the schema of what is expected", "default": true}}},
  "prepare": [
    {"id": "response", "action": "fetch(http)",
     "with": {"url": {"$parameter": "url"}, "method": {"$parameter": "method"}, "headers": {"$parameter": "headers"}}},
    {"id": "expected", "action": "validate(schema)", "with": {"schema": {"$parameter": "response"}}}]
})json",
    R"json({
  "pattern": "transform", "version": "1",
  "description": "Computes the value that a jq filter makes of the input.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["filter"],
    "properties": {
      "filter": {"type": "string", "description": "a jq filter"},
      "output": {"type": ["object", "boolean"], "description": "the schema that the result has to follow from"}}},
  "prepare": [
    {"id": "result", "action": "transform(jq)",
     "with": {"filter": {"$parameter": "filter"}, "output": {"$parameter": "output"}}}]
})json",
    R"json({
  "pattern": "validate", "version": "1",
  "description": "Hands the input on if it satisfies a schema.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["schema"],
    "properties": {
      "schema": {"type": ["object", "boolean"], "description": "a JSON Schema"},
      "coerce": {"type": "boolean", "description": "change the input where that makes it valid"},
      "mode": {"enum": ["fail", "collect"], "description": "the first error, or all of them"}}},
  "prepare": [
    {"id": "valid", "action": "validate(schema)",
     "with": {"schema": {"$parameter": "schema"}, "coerce": {"$parameter": "coerce"}, "mode": {"$parameter": "mode"}}}]
})json",
    R"json({
  "pattern": "transform_and_validate", "version": "1",
  "description": "Computes a value by a jq filter, and hands it on if it satisfies a schema.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["filter", "schema"],
    "properties": {
      "filter": {"type": "string", "description": "a jq filter"},
      "schema": {"type": ["object", "boolean"], "description": "a JSON Schema of its result"}}},
  "prepare": [
    {"id": "result", "action": "transform(jq)", "with": {"filter": {"$parameter": "filter"}}},
    {"id": "valid", "action": "validate(schema)", "with": {"schema": {"$parameter": "schema"}}}]
})json",
    R"json({
  "pattern": "fan_out_aggregate", "version": "1",
  "description": "Runs steps for each element of a list, and reduces what they yield by a jq filter.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["steps", "filter"],
    "properties": {
      "steps": {"type": "array", "minItems": 1, "description": "run for each element, which is their input"},
      "filter": {"type": "string", "description": "a jq filter on the list of what they yield"}}},
  "prepare": [
    {"id": "each", "fan_out": {"$parameter": "steps"}},
    {"id": "result", "action": "aggregate(jq)", "with": {"filter": {"$parameter": "filter"}}}]
})json",
    R"json({
  "pattern": "aggregate", "version": "1",
  "description": "Reduces a list to the value that a jq filter makes of it.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["filter"],
    "properties": {"filter": {"type": "string", "description": "a jq filter on the list"}}},
  "prepare": [{"id": "result", "action": "aggregate(jq)", "with": {"filter": {"$parameter": "filter"}}}]
})json",
    R"json({
  "pattern": "gate", "version": "1",
  "description": "Waits for an approval by one of the host's gates, on what a jq filter makes of the input.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["action"],
    "properties": {
      "action": {"type": "string", "pattern": "^gate\\(", "description": "the gate, as \"gate(approval)\""},
      "with": {"type": "object", "description": "its configuration"},
      "filter": {"type": "string", "description": "a jq filter that makes what is to be approved", "default": "."}}},
  "prepare": [
    {"id": "asked", "action": "transform(jq)", "with": {"filter": {"$parameter": "filter"}}},
    {"id": "approved", "action": {"$parameter": "action"}, "with": {"$parameter": "with"}}]
})json",
    R"json({
  "pattern": "decide", "version": "1",
  "description": "Runs one of two lists of steps, as a jq filter on the input says.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["when", "then", "otherwise"],
    "properties": {
      "when": {"type": "string", "description": "a jq filter"},
      "then": {"type": "array", "minItems": 1, "description": "steps, if it is true"},
      "otherwise": {"type": "array", "minItems": 1, "description": "steps, if it is false or null"}}},
  "prepare": [
    {"id": "decided", "decide": [
      {"when": {"$parameter": "when"}, "prepare": {"$parameter": "then"}},
      {"otherwise": true, "prepare": {"$parameter": "otherwise"}}]}]
})json",
    R"json({
  "pattern": "notify", "version": "1",
  "description": "Emits what a jq filter makes of the input, by one of the host's emit actions.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["action"],
    "properties": {
      "action": {"type": "string", "pattern": "^emit\\(", "description": "as \"emit(order_events)\""},
      "with": {"type": "object", "description": "its configuration"},
      "filter": {"type": "string", "description": "a jq filter that makes the message, which is \"message\"", "default": "."},
      "protection": {"type": ["string", "object"], "description": "as of a step; its key may be in \"message\""}}},
  "prepare": [{"id": "message", "action": "transform(jq)", "with": {"filter": {"$parameter": "filter"}}}],
  "commit": {"id": "notified", "action": {"$parameter": "action"}, "with": {"$parameter": "with"},
             "protection": {"$parameter": "protection"}}
})json",
    R"json({
  "pattern": "persist", "version": "1",
  "description": "Stores what a jq filter makes of the input, by one of the host's persist actions.",
  "parameters": {
    "type": "object", "additionalProperties": false, "required": ["action"],
    "properties": {
      "action": {"type": "string", "pattern": "^persist\\(", "description": "as \"persist(order_table)\""},
      "with": {"type": "object", "description": "its configuration"},
      "filter": {"type": "string", "description": "a jq filter that makes the row, which is \"row\"", "default": "."},
      "protection": {"type": ["string", "object"], "description": "as of a step; its key may be in \"row\""}}},
  "prepare": [{"id": "row", "action": "transform(jq)", "with": {"filter": {"$parameter": "filter"}}}],
  "commit": {"id": "stored", "action": {"$parameter": "action"}, "with": {"$parameter": "with"},
             "protection": {"$parameter": "protection"}}
})json"};

} // namespace action_grammar::document::detail

#endif
