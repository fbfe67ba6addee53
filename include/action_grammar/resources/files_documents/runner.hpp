#ifndef ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_RUNNER_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_RUNNER_HPP

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/files/operations.hpp>
#include <action_grammar/resources/files_documents/configuration.hpp>

namespace action_grammar::files::detail {

/// Reads a file for a document.
class reading_runner final : public document::runner {
public:
    reading_runner(root& below, std::string path, content format, std::optional<schema::validator> output)
        : below_(below), path_(std::move(path)), format_(format), output_(std::move(output)) {}

    document::answer run(std::span<document::datum const>,
                         document::call const& with) const noexcept override {
        return document::run_resource(verb::fetch, [&] {
            auto value = read(with.until);
            if (!value)
                return document::answer_of_failure(value.error(), verb::fetch, protection::undeclared);
            document::answer made;
            made.value = document::datum(*std::move(value));
            return made;
        });
    }

private:
    result<json::value, error> read(deadline until) const {
        if (format_ == content::json) {
            auto value = reading_value<json::value>{path_}(below_, until);
            if (!value) return value;
            if (auto flaw = flaw_of(*value, 0)) return unexpected(*std::move(flaw));
            return value;
        }
        auto rows = read_rows<json::value>(below_, path_, until);
        if (!rows) return unexpected(std::move(rows).error());
        json::array all;
        all.reserve(rows->size());
        for (json::value& each : *rows) {
            if (auto flaw = flaw_of(each, all.size() + 1)) return unexpected(*std::move(flaw));
            all.push_back(std::move(each));
        }
        return json::value(std::move(all));
    }

    /// What a value lacks.
    ///
    /// @param row  from 1; 0 for the only one
    std::optional<error> flaw_of(json::value const& value, std::size_t row) const {
        if (!output_ || output_->accepts(value)) return std::nullopt;
        std::string subject = row == 0 ? "the value" : "value " + std::to_string(row);
        return failed(error_kind::malformed, path_,
                      document::detail::broken_promise(std::move(subject), value, *output_));
    }

    root& below_;
    std::string path_;
    content format_;
    std::optional<schema::validator> output_;
};

/// Changes a file for a document.
class changing_runner final : public document::runner {
public:
    changing_runner(root& below, std::string path, change mode, std::string key, protection guard)
        : below_(below), path_(std::move(path)), mode_(mode), key_(std::move(key)), guard_(guard) {}

    document::answer run(std::span<document::datum const> values,
                         document::call const& with) const noexcept override {
        return document::run_resource(verb::persist, [&] {
            document::datum const given = values.empty() ? document::datum() : values.front();
            auto const done = apply(given.to_json(), with);
            if (!done) return document::answer_of_failure(done.error(), verb::persist, guard_);
            document::answer made;
            made.value = document::datum(json::value(json::object{{"repeated", done->repeated}}));
            return made;
        });
    }

private:
    result<appended, error> apply(json::value const& value, document::call const& with) const {
        if (mode_ == change::append && guard_ == protection::keyed)
            return append_keyed(below_, path_, value, key_, std::string(with.key), with.until);
        auto const done = mode_ == change::replace
                            ? replace_whole(below_, path_, json::serialize(value) + '\n')
                            : append_line(below_, path_, json::serialize(value), with.until);
        if (!done) return unexpected(done.error());
        return appended{};
    }

    root& below_;
    std::string path_;
    change mode_;
    std::string key_;
    protection guard_;
};

} // namespace action_grammar::files::detail

#endif
