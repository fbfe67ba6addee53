#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_DOCUMENTS_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_DOCUMENTS_HPP

// The documents that a schema is made of, and what can be referred to in them: resources and anchors. Nothing
// here reads what the schemas ask for.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/schema/address_table.hpp>
#include <action_grammar/contract/schema/keywords.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/contract/schema/metaschemas.hpp>
#include <action_grammar/contract/schema/place.hpp>
#include <action_grammar/contract/schema/uri.hpp>
#include <action_grammar/contract/schema/vocabularies.hpp>
#include <action_grammar/contract/schema/walked_ways.hpp>

namespace action_grammar::schema::detail {

/// Documents, fetched as references ask for them, with an index of what is in them.
class documents {
public:
    explicit documents(load_options const& options) : options_(options) {}

    indexed_resource const& operator[](std::uint32_t index) const noexcept { return resources_[index]; }

    /// Adds a document and returns the index of its root's resource. `schema` must outlive this.
    result<std::uint32_t, load_error> add(json::value const& schema, std::string uri) {
        auto const first = static_cast<std::uint32_t>(resources_.size());
        resources_.push_back({uri, {}, &schema, {options_.default_dialect}, false, {}});
        by_root_.emplace(&schema, first);
        if (auto error = index({&schema, first, {}})) return unexpected(std::move(*error));
        by_uri_.try_emplace(std::move(uri), first);
        return first;
    }

    /// What `reference` means within resource `from`.
    result<place, load_error> resolve(std::uint32_t from, std::string_view reference) {
        if (reference.size() > longest_location)
            return unexpected(too_large({nullptr, from, {}}, "a reference is too long"));
        std::string const whole = resolve_uri(resources_[from].uri, reference);
        auto const [uri, fragment] = split_fragment(whole);
        std::uint32_t target = from;
        if (uri != resources_[from].uri) {
            auto const found = find_or_fetch(std::string(uri));
            if (!found) return unexpected(found.error());
            target = *found;
        }
        std::string const name = percent_decoded(fragment);
        if (name.empty()) return place{resources_[target].root, target, resources_[target].location};
        if (name.front() == '/') return walk(target, name, whole);
        auto const found = resources_[target].anchors.find(name);
        if (found != resources_[target].anchors.end())
            return place{found->second.schema, target, found->second.location};
        return unexpected(unresolved(whole, "no schema there has the anchor \"" + name + "\""));
    }

    /// The dynamic anchor of that name in a resource; null if there is none. The name of `$recursiveAnchor`
    /// is empty.
    std::optional<place> dynamic_anchor(std::uint32_t resource, std::string const& name) const {
        indexed_resource const& within = resources_[resource];
        if (name.empty()) {
            if (!within.recursive_anchor) return std::nullopt;
            return place{within.root, resource, within.location};
        }
        auto const found = within.anchors.find(name);
        if (found == within.anchors.end() || !found->second.dynamic) return std::nullopt;
        return place{found->second.schema, resource, found->second.location};
    }

    /// The resource that a schema begins, or the one that it is in.
    std::uint32_t resource_of(json::value const* schema, std::uint32_t around) const noexcept {
        auto const found = by_root_.find(schema);
        return found == by_root_.end() ? around : found->second;
    }

    load_error error_at(load_failure kind, place const& where, std::string message,
                        std::string repair) const {
        std::string document = resources_[where.resource].uri;
        return {kind, std::move(document), where.location, std::move(message), std::move(repair)};
    }

private:
    // Each reference costs as much time as these are long.
    static constexpr std::size_t longest_uri = 8'192;
    static constexpr std::size_t longest_location = 32'768;

    /// A schema that is to be looked into, within the one that the walk began with.
    struct pending {
        json::value const* schema = nullptr;
        std::uint32_t resource = 0;
        std::uint32_t way = 0; ///< To it: see `walked_ways`.
        std::size_t depth = 0;
    };

    static load_error unresolved(std::string const& whole, std::string reason) {
        return {load_failure::unresolved_reference,
                {},
                {},
                "the reference to \"" + whole + "\" leads nowhere: " + std::move(reason),
                "Refer to a place that exists, as in \"#/$defs/name\"."};
    }

    load_error too_large(place const& where, std::string what) const {
        return error_at(load_failure::limit, where, std::move(what),
                        "Make the schema smaller, or raise the limit in load_options.");
    }

    result<std::uint32_t, load_error> find_or_fetch(std::string uri) {
        if (auto const found = by_uri_.find(uri); found != by_uri_.end()) return found->second;
        auto document = fetch(uri);
        if (!document) return unexpected(document.error());
        fetched_.push_back(std::move(*document));
        return add(fetched_.back(), std::move(uri));
    }

    /// A document from outside: a published meta-schema, or one that the resolver has.
    result<json::value, load_error> fetch(std::string const& uri) const {
        if (fetched_.size() >= options_.limits.documents)
            return unexpected(too_large({nullptr, 0, {}}, "references lead to more than "
                                                              + std::to_string(options_.limits.documents)
                                                              + " documents"));
        if (auto const text = metaschema_text_of(uri); !text.empty())
            if (auto known = json::parse(text)) return std::move(*known);
        std::optional<json::value> supplied;
        try {
            if (options_.resolve) supplied = options_.resolve(uri);
        } catch (...) {
            supplied.reset();
        }
        if (supplied) return std::move(*supplied);
        return unexpected(
            load_error{load_failure::remote_reference,
                       {},
                       {},
                       options_.resolve
                           ? "the resolver has no schema \"" + uri + "\""
                           : "the reference leads to another document, \"" + uri + "\", and none are fetched",
                       "Put that schema under \"$defs\", or supply it through load_options::resolve."});
    }

    /// Follows a JSON Pointer from a resource's root, into other resources where it leads through them.
    result<place, load_error> walk(std::uint32_t from, std::string_view pointer, std::string const& whole) {
        place at{resources_[from].root, from, resources_[from].location};
        while (!pointer.empty()) {
            pointer.remove_prefix(1);
            std::string_view const raw = pointer.substr(0, pointer.find('/'));
            pointer.remove_prefix(raw.size());
            std::string token;
            for (std::size_t i = 0; i < raw.size(); ++i) {
                if (raw[i] == '~' && i + 1 < raw.size() && (raw[i + 1] == '0' || raw[i + 1] == '1'))
                    token += raw[++i] == '0' ? '~' : '/';
                else
                    token += raw[i];
            }
            json::value const* next = nullptr;
            if (auto const* object = at.schema->if_object()) {
                next = member_of(*object, token);
            } else if (auto const* array = at.schema->if_array()) {
                std::size_t place_in = 0;
                auto const [end, status] =
                    std::from_chars(token.data(), token.data() + token.size(), place_in);
                bool const canonical = token == "0" || (!token.empty() && token.front() != '0');
                if (status == std::errc{} && end == token.data() + token.size() && canonical
                    && place_in < array->size())
                    next = &(*array)[place_in];
            }
            if (next == nullptr)
                return unexpected(
                    unresolved(whole, "there is no \"" + token + "\" in \"" + at.location + "\""));
            json::append_token(at.location, token);
            at.schema = next;
            at.resource = resource_of(next, at.resource);
        }
        if (!at.schema->is_object() && !at.schema->is_bool())
            return unexpected(unresolved(whole, "what stands there is not a schema"));
        // A place that only an unknown keyword leads to has not been looked at yet.
        if (at.schema->is_object() && !seen_.contains(at.schema))
            if (auto error = index(at)) return unexpected(std::move(*error));
        at.resource = resource_of(at.schema, at.resource);
        return at;
    }

    /// Finds the resources and anchors in a schema and in those within it.
    std::optional<load_error> index(place start) {
        walked_ways ways(std::move(start.location));
        std::vector<pending> open;
        open.push_back({start.schema, start.resource, walked_ways::begin, 0});
        while (!open.empty()) {
            pending next = open.back();
            open.pop_back();
            auto const* schema = next.schema->if_object();
            if (schema == nullptr || !seen_.number(next.schema, 0).second) continue;
            auto const here = [&] { return place{next.schema, next.resource, ways.pointer_of(next.way)}; };
            if (seen_.size() > options_.limits.nodes)
                return too_large(here(),
                                 "there are more than " + std::to_string(options_.limits.nodes) + " schemas");
            if (next.depth > options_.limits.depth)
                return too_large(here(), "schemas are nested more than "
                                             + std::to_string(options_.limits.depth) + " deep");
            if (over_) return too_large({nullptr, next.resource, {}}, "its names are too long");
            if (names_itself(*schema)) {
                place where = here();
                if (auto error = identify(*schema, where)) return error;
                next.resource = where.resource;
            }
            push_subschemas(*schema, next, ways, open);
        }
        return std::nullopt;
    }

    void push_subschemas(json::object const& schema, pending const& at, walked_ways& ways,
                         std::vector<pending>& open) {
        auto const push = [&](json::value const& inner, std::uint32_t around, auto name) {
            if (over_ || !inner.is_object()) return;
            std::uint32_t const way = ways.add(around, name);
            // Counted before they are visited: many schemas behind one long name would fill the memory here.
            bytes_ += ways.size_of(way);
            over_ = ways.size_of(way) > longest_location || bytes_ > options_.limits.bytes;
            open.push_back({&inner, at.resource, way, at.depth + 1});
        };
        for (auto const& member : schema) {
            auto const* known =
                find_keyword({member.key().data(), member.key().size()}, resources_[at.resource].spoken);
            if (known == nullptr || known->shape == subschemas::none) continue;
            bool const maps = known->shape == subschemas::map || known->shape == subschemas::some_of_map;
            auto const* const list = member.value().if_array();
            auto const* const object = member.value().if_object();
            if (object != nullptr && !maps) push(member.value(), at.way, known->name);
            if (maps ? object == nullptr : list == nullptr) continue;
            std::uint32_t const within = ways.add(at.way, known->name);
            if (maps)
                for (auto const& entry : *object)
                    push(entry.value(), within, std::string_view(entry.key().data(), entry.key().size()));
            else
                for (std::size_t i = 0; i < list->size(); ++i)
                    push((*list)[i], within, i);
        }
    }

    /// Whether a schema may have a name, or a language of its own.
    static bool names_itself(json::object const& schema) noexcept {
        return std::ranges::any_of(schema, [](auto const& member) {
            std::string_view const keyword(member.key().data(), member.key().size());
            return keyword == "id" || (keyword.starts_with('$') && keyword != "$ref" && keyword != "$defs");
        });
    }

    /// Reads `$schema`, `$id` and the anchors of one schema; `where.resource` becomes the resource that it
    /// begins.
    std::optional<load_error> identify(json::object const& schema, place& where) {
        bool const is_root = resources_[where.resource].root == where.schema;
        language spoken = resources_[where.resource].spoken;
        if (auto const* named = member_of(schema, "$schema"); named != nullptr && named->is_string()) {
            auto const read = language_of(text_of(named->get_string()), where, 0);
            if (!read) return read.error();
            // Within a document `$schema` counts only where a resource begins.
            auto const* id = member_of(schema, read->draft == dialect::draft4 ? "id" : "$id");
            if (is_root || (id != nullptr && id->is_string())) spoken = *read;
        }
        if (is_root) resources_[where.resource].spoken = spoken;

        bool const alone = spoken.draft <= dialect::draft7 && schema.contains("$ref");
        std::string_view const id_name = spoken.draft == dialect::draft4 ? "id" : "$id";
        if (auto const* id = member_of(schema, id_name); id != nullptr && id->is_string() && !alone) {
            if (auto error = begin_resource(text_of(id->get_string()), spoken, where)) return error;
        }
        if (spoken.draft == dialect::draft2019_09) {
            auto const* recursive = member_of(schema, "$recursiveAnchor");
            if (recursive != nullptr && recursive->is_bool() && recursive->get_bool()
                && resources_[where.resource].root == where.schema)
                resources_[where.resource].recursive_anchor = true;
        }
        if (spoken.draft >= dialect::draft2019_09)
            if (auto error = name_anchor(schema, "$anchor", false, where)) return error;
        if (spoken.draft >= dialect::draft2020_12)
            if (auto error = name_anchor(schema, "$dynamicAnchor", true, where)) return error;
        return std::nullopt;
    }

    std::optional<load_error> begin_resource(std::string_view id, language spoken, place& where) {
        auto const [before, fragment] = split_fragment(id);
        if (id.size() > longest_uri) return too_large(where, "the identifier is too long");
        bool const names_place =
            spoken.draft <= dialect::draft7 && !fragment.empty() && fragment.front() != '/';
        std::string uri = resolve_uri(resources_[where.resource].uri, before);
        // The whole address of a place in the resource around, as in "http://host/all#name", begins no other.
        bool const within = names_place && uri == resources_[where.resource].uri;
        if (!before.empty() && !within) {
            if (resources_[where.resource].root == where.schema) {
                // A document's own name; where it was fetched from stays a name of it too.
                resources_[where.resource].uri = uri;
            } else {
                auto const next = static_cast<std::uint32_t>(resources_.size());
                resources_.push_back({uri, where.location, where.schema, spoken, false, {}});
                by_root_.emplace(where.schema, next);
                where.resource = next;
            }
            auto const [entry, is_new] = by_uri_.try_emplace(std::move(uri), where.resource);
            if (!is_new && entry->second != where.resource
                && *resources_[entry->second].root != *where.schema)
                return error_at(load_failure::duplicate_identifier, where,
                                "two different schemas have the identifier \"" + entry->first + "\"",
                                "Give each schema its own \"$id\".");
        }
        if (names_place) return add_anchor(percent_decoded(fragment), false, where);
        return std::nullopt;
    }

    std::optional<load_error> name_anchor(json::object const& schema, std::string_view keyword, bool dynamic,
                                          place const& where) {
        auto const* name = member_of(schema, keyword);
        if (name == nullptr || !name->is_string()) return std::nullopt;
        return add_anchor(std::string(text_of(name->get_string())), dynamic, where);
    }

    std::optional<load_error> add_anchor(std::string name, bool dynamic, place const& where) {
        auto const [entry, is_new] = resources_[where.resource].anchors.try_emplace(
            std::move(name), anchor{where.schema, where.location, dynamic});
        if (!is_new && entry->second.schema != where.schema && *entry->second.schema != *where.schema)
            return error_at(load_failure::duplicate_identifier, where,
                            "two different schemas of one resource have the anchor \"" + entry->first + "\"",
                            "Give each its own anchor.");
        if (dynamic) entry->second.dynamic = true;
        return std::nullopt;
    }

    /// The language that a `$schema` names: a draft, or what a meta-schema at hand says of itself.
    result<language, load_error> language_of(std::string_view uri, place const& where, int hops) {
        if (auto const draft = dialect_of_uri(uri)) return language{*draft};
        std::string key(split_fragment(uri).first);
        if (auto const found = languages_.find(key); found != languages_.end()) return found->second;
        auto document = hops < 8 ? fetch(key) : unexpected(load_error{});
        auto const* metaschema = document ? document->if_object() : nullptr;
        auto const* own = metaschema == nullptr ? nullptr : member_of(*metaschema, "$schema");
        if (own == nullptr || !own->is_string() || text_of(own->get_string()) == uri) {
            if (options_.unknown_dialect == leniency::ignored)
                return languages_.emplace(std::move(key), language{options_.default_dialect}).first->second;
            return unexpected(error_at(load_failure::unknown_dialect, where,
                                       "\"$schema\" is \"" + key + "\", which is no draft of JSON Schema",
                                       "Name the draft, as in "
                                       "\"https://json-schema.org/draft/2020-12/schema\", or supply that "
                                       "meta-schema through load_options::resolve."));
        }
        auto spoken = language_of(text_of(own->get_string()), where, hops + 1);
        if (!spoken) return spoken;
        if (auto const* used = member_of(*metaschema, "$vocabulary"); used != nullptr && used->is_object())
            if (auto error = use_vocabularies(used->get_object(), *spoken, where)) return unexpected(*error);
        languages_.emplace(std::move(key), *spoken);
        return spoken;
    }

    std::optional<load_error> use_vocabularies(json::object const& used, language& spoken,
                                               place const& where) const {
        auto const unknown = detail::use_vocabularies(used, spoken);
        if (!unknown) return std::nullopt;
        return error_at(load_failure::unsupported_vocabulary, where,
                        "the meta-schema requires the vocabulary \"" + std::string(*unknown)
                            + "\", which is not known here",
                        "Use a meta-schema of known vocabularies, or declare that one as optional.");
    }

    load_options const& options_;
    std::deque<json::value> fetched_; ///< Addresses into them stay.
    std::deque<indexed_resource> resources_;
    std::unordered_map<std::string, std::uint32_t> by_uri_;
    std::unordered_map<json::value const*, std::uint32_t> by_root_;
    address_table seen_; ///< Schemas that were looked into.
    std::unordered_map<std::string, language> languages_;
    std::size_t bytes_ = 0; ///< Of all locations.
    bool over_ = false;     ///< They are too long.
};

} // namespace action_grammar::schema::detail

#endif
