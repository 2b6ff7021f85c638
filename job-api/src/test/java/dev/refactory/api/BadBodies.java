package dev.refactory.api;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Bodies of a submit that are wrong, each with what must be answered: status, code, subject, words of the way out.
/// Written with single quotes for double ones.
final class BadBodies {
    static final String RECIPE = "{'name': 'rename-method', 'parameters': {'method': 'a.B#c()', 'newName': 'd'}}";
    static final String CONTEXT = "{'git_url': 'https://host/a.git'}";

    private BadBodies() {}

    static String body(String recipe, String context, String rest) {
        return "{'recipe': " + recipe + ", 'repository_context': " + context + rest + "}";
    }

    static String recipe(String recipe) {
        return body(recipe, CONTEXT, "");
    }

    private static String context(String context) {
        return body(RECIPE, context, "");
    }

    private static String rest(String rest) {
        return body(RECIPE, CONTEXT, ", " + rest);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                        shapes(),
                        recipes(),
                        compositions(),
                        instructions(),
                        repositories(),
                        remotes(),
                        files(),
                        options())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> shapes() {
        return Stream.of(
                arguments("", 400, "malformed_json", "body", "send one JSON object"),
                arguments("{", 400, "malformed_json", "body", "line 1"),
                arguments("{'a': 1, 'a': 2}", 400, "malformed_json", "body", "Duplicate"),
                arguments("{} {}", 400, "malformed_json", "body", "send one JSON object"),
                arguments("[".repeat(5000), 400, "malformed_json", "body", "64"),
                arguments("{'n': NaN}", 400, "malformed_json", "body", "send one JSON object"),
                arguments("[]", 422, "invalid_request", "body", "one JSON object"),
                arguments("{}", 422, "invalid_request", "recipe", "GET /v2/recipes"),
                arguments(
                        rest("'options': {'verify': 'x'}"),
                        422,
                        "invalid_request",
                        "options.verify",
                        "parse or compile"),
                arguments(
                        rest("'options': {'dry_run': 'yes'}"),
                        422,
                        "invalid_request",
                        "options.dry_run",
                        "true or false"));
    }

    private static Stream<Arguments> recipes() {
        return Stream.of(
                arguments(recipe("'x'"), 422, "invalid_request", "recipe", "not a string"),
                arguments(recipe("{}"), 422, "invalid_request", "recipe.name", "GET /v2/recipes"),
                arguments(
                        recipe("{'name': 'rename-methods'}"),
                        422,
                        "unknown_recipe",
                        "recipe.name",
                        "did you mean rename-method"),
                arguments(
                        recipe("{'name': 'zzzzzzzzzzzzzzz'}"),
                        422,
                        "unknown_recipe",
                        "recipe.name",
                        "known: find-types"),
                arguments(
                        recipe("{'name': 'rename-method'}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.method",
                        "for example com.acme.Foo#bar(int)"),
                arguments(
                        recipe("{'name': 'rename-method', 'parameters': {'method': 'm', 'newname': 'd'}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.newname",
                        "did you mean newName"),
                arguments(
                        recipe("{'name': 'find-usages', 'parameters': {'symbol': {}}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.symbol",
                        "Must be a string"),
                arguments(
                        recipe("{'name': 'find-usages', 'parameters': {'symbol': '  '}}"),
                        422,
                        "invalid_parameter",
                        "recipe.parameters.symbol",
                        "not only blanks"));
    }

    private static Stream<Arguments> compositions() {
        String many = "[" + (RECIPE + ",").repeat(16) + RECIPE + "]";
        return Stream.of(
                arguments(recipe("[]"), 422, "invalid_request", "recipe", "1 to 16 recipes, not 0"),
                arguments(recipe(many), 422, "invalid_request", "recipe", "not 17"),
                arguments(recipe("[" + RECIPE + ", 7]"), 422, "invalid_request", "recipe[1]", "not a number"),
                arguments(recipe("[" + RECIPE + ", {}]"), 422, "invalid_request", "recipe[1].name", "/v2/recipes"),
                arguments(
                        recipe("[" + RECIPE + ", {'name': 'rename-metod'}]"),
                        422,
                        "unknown_recipe",
                        "recipe[1].name",
                        "did you mean rename-method"),
                arguments(
                        recipe("[{'name': 'rename-method', 'parameters': {'method': 'a'}}]"),
                        422,
                        "invalid_parameter",
                        "recipe[0].parameters.newName",
                        "Required"));
    }

    private static Stream<Arguments> instructions() {
        String unread = "remove this one";
        return Stream.of(
                arguments(messages("'rename'"), 422, "invalid_request", "messages", "a list"),
                arguments(messages("[]"), 422, "invalid_request", "messages", "one {"),
                arguments(messages("['rename']"), 422, "invalid_request", "messages[0].role", unread),
                arguments(user("'Make it nice'"), 422, "unclear_instruction", "messages[0].content", "Nearest"),
                arguments(
                        user("'Make it nice'"),
                        422,
                        "unclear_instruction",
                        "messages[0].content",
                        "rename-method, for example \"Rename method com.acme.Foo#bar to baz\""),
                arguments(user("7"), 422, "invalid_request", "messages[0].content", "a text"),
                arguments(user("' '"), 422, "invalid_request", "messages[0].content", "1 to 2000"),
                arguments(user("'" + "x".repeat(2001) + "'"), 422, "invalid_request", "messages[0].content", "2001"),
                arguments(user("'a\\u0000b'"), 422, "invalid_request", "messages[0].content", "NUL"),
                arguments(user("'a\\ud800b'"), 422, "invalid_request", "messages[0].content", "Unicode"),
                arguments(
                        user("[{'type': 'image_url', 'image_url': {}}]"),
                        422,
                        "invalid_request",
                        "messages[0].content",
                        "a text"),
                arguments(
                        messages("[{'role': 'user', 'content': 'x', 'tool_calls': []}]"),
                        422,
                        "invalid_request",
                        "messages[0].tool_calls",
                        "Unknown member"),
                arguments(
                        messages("[{'role': 'system', 'content': 'Be brief'}, {'role': 'user', 'content': 'x'}]"),
                        422,
                        "invalid_request",
                        "messages[0].role",
                        unread),
                arguments(
                        messages("[{'role': 'user', 'content': 'x'}, {'role': 'user', 'content': 'y'}]"),
                        422,
                        "invalid_request",
                        "messages[1]",
                        "Only one"),
                arguments(
                        user("'Rename method a#b to c" + ", then Rename method a#b to c".repeat(16) + "'"),
                        422,
                        "limit_exceeded",
                        "messages[0].content",
                        "17 recipes"));
    }

    static String messages(String messages) {
        return "{'messages': " + messages + ", 'repository_context': " + CONTEXT + "}";
    }

    private static String user(String content) {
        return messages("[{'role': 'user', 'content': " + content + "}]");
    }

    private static Stream<Arguments> repositories() {
        return Stream.of(
                arguments("{'recipe': " + RECIPE + "}", 422, "invalid_request", "repository_context", "git_url"),
                arguments(context("{}"), 422, "invalid_request", "repository_context", "exactly one"),
                arguments(
                        context("{'git_url': 'https://h/x', 'files': []}"),
                        422,
                        "invalid_request",
                        "repository_context",
                        "exactly one"),
                arguments(
                        context("{'repository_id': 'repo_none'}"),
                        422,
                        "repository_not_found",
                        "repository_context.repository_id",
                        "GET /v2/repositories"),
                arguments(
                        context("{'repository_id': 'repo_1', 'git_url': 'https://h/x'}"),
                        422,
                        "invalid_request",
                        "repository_context",
                        "exactly one"),
                arguments(
                        context("{'repository_id': 'repo_1', 'ref': 'a b'}"),
                        422,
                        "invalid_request",
                        "repository_context.ref",
                        "branch"),
                arguments(
                        context("{'repository_id': 'repo_1', 'ref': 'a', 'commit': '" + "a".repeat(40) + "'}"),
                        422,
                        "invalid_request",
                        "repository_context.commit",
                        "not both"),
                arguments(
                        context("{'git_url': 'ext::sh -c id'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "https://host/path.git"),
                arguments(
                        context("{'git_url': 'relative/path'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "absolute path"),
                arguments(
                        context("{'git_url': 'https:///nohost'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "not a Git URL"));
    }

    private static Stream<Arguments> remotes() {
        return Stream.of(
                arguments(
                        context("{'git_url': 'https://u:s3cret@h/x'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "give https://h/x"),
                arguments(
                        context("{'git_url': 'https://h/x?token=s3cret'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "give https://h/x"),
                arguments(
                        context("{'git_url': 'https://h/x\\u000d\\u000aHost: y'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "control characters"),
                arguments(
                        context("{'git_url': 'https://h/" + "x".repeat(3000) + "'}"),
                        422,
                        "invalid_request",
                        "repository_context.git_url",
                        "2048"),
                arguments(
                        context("{'git_url': 'https://h/x', 'ref': '--upload-pack=x'}"),
                        422,
                        "invalid_request",
                        "repository_context.ref",
                        "branch"),
                arguments(
                        context("{'git_url': 'https://h/x', 'commit': 'abc'}"),
                        422,
                        "invalid_request",
                        "repository_context.commit",
                        "goes in ref"),
                arguments(
                        context("{'git_url': 'https://h/x', 'ref': 'a', 'commit': '" + "a".repeat(40) + "'}"),
                        422,
                        "invalid_request",
                        "repository_context.commit",
                        "not both"));
    }

    private static Stream<Arguments> files() {
        return Stream.of(
                arguments(context("{'files': []}"), 422, "invalid_request", "repository_context.files", "1 to 10000"),
                arguments(
                        context("{'files': [{'path': '../x', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        "relative"),
                arguments(
                        context("{'files': [{'path': 'a/.GIT/config', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        ".git"),
                arguments(
                        context("{'files': [{'path': '/etc/passwd', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].path",
                        "relative"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': 1}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].content",
                        "string"),
                arguments(
                        context("{'files': [{'path': 'a', 'content_base64': '***'}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[0].content_base64",
                        "base64"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': ''}, {'path': 'a', 'content': ''}]}"),
                        422,
                        "invalid_request",
                        "repository_context.files[1].path",
                        "keep one"),
                arguments(
                        context("{'files': [{'path': 'a', 'content': '" + "x".repeat((8 << 20) + 1) + "'}]}"),
                        422,
                        "limit_exceeded",
                        "repository_context.files",
                        "git_url"));
    }

    private static Stream<Arguments> options() {
        return Stream.of(
                arguments(rest("'model': 'gpt-9'"), 422, "invalid_request", "model", "known: gpt-5.3-codex-spark"),
                arguments(rest("'options': {'verify': 'test'}"), 422, "not_available", "options.verify", "use compile"),
                arguments(rest("'options': {'tier': 'fast'}"), 422, "invalid_request", "options.tier", "interactive"),
                arguments(rest("'options': {'max_sau': -1}"), 422, "invalid_request", "options.max_sau", "from 0"),
                arguments(rest("'options': {'max_sau': 1e99999}"), 422, "invalid_request", "options.max_sau", "from 0"),
                arguments(rest("'options': {'optoin': 1}"), 422, "invalid_request", "options.optoin", "Unknown member"),
                arguments(rest("'deadline': '25h'"), 422, "invalid_request", "deadline", "24h"),
                arguments(rest("'deadline': 0"), 422, "invalid_request", "deadline", "from 1s"),
                arguments(rest("'callback_url': 'https://x'"), 422, "not_available", "callback_url", "events"),
                arguments(rest("'metadata': {'a': {}}"), 422, "invalid_request", "metadata", "strings"),
                arguments(rest("'metadata': 'a'"), 422, "invalid_request", "metadata", "object"),
                arguments(rest("'tenant_id': 'other'"), 422, "invalid_request", "tenant_id", "Unknown member"),
                arguments(rest("'__proto__': {}"), 422, "invalid_request", "__proto__", "Unknown member"),
                arguments(rest("'recipes': 1"), 422, "invalid_request", "recipes", "did you mean recipe"));
    }
}
