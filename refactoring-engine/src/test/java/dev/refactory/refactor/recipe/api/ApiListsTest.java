package dev.refactory.refactor.recipe.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// What the lists say of the JDK is what the JDK says of itself.
class ApiListsTest {
    private static final int OLDEST = 8;
    private static final int NEWEST = 25;
    private static final Pattern METHOD = Pattern.compile("([\\w.]+)#(\\w+)\\(([\\w.,]*)\\)");
    private static final Pattern CONSTANT =
            Pattern.compile("(?<![\\w.#])((?:\\w+\\.)+[A-Z]\\w+)\\.([A-Z_0-9]+)\\b(?!\\()");

    private final Map<Integer, Api> byRelease = new TreeMap<>();

    /// What the JDK of a release offers, by the compiler's own record of it.
    private record Api(Elements elements, Types types) {
        boolean has(String member) {
            int hash = member.indexOf('#');
            TypeElement type = elements.getTypeElement(member.substring(0, hash));
            return type != null
                    && elements.getAllMembers(type).stream()
                            .anyMatch(each -> spelling(each).equals(member.substring(hash + 1)));
        }

        private String spelling(Element element) {
            return element instanceof ExecutableElement method
                    ? method.getSimpleName() + "("
                            + String.join(
                                    ",",
                                    method.getParameters().stream()
                                            .map(each ->
                                                    types.erasure(each.asType()).toString())
                                            .toList())
                            + ")"
                    : element.getSimpleName().toString();
        }
    }

    @Test
    void aTemplateNamesTheFirstLevelThatHasWhatItWrites() {
        List<String> written = new ArrayList<>();
        for (String list : ApiLists.names()) {
            for (ApiLists.Entry entry : ApiLists.of(list.substring(1))) {
                List<String> members = members(entry.after());
                written.addAll(members);
                int since = Math.max(OLDEST, entry.since());
                assertThat(members)
                        .as(entry + " at " + since)
                        .allSatisfy(member -> assertThat(api(since).has(member)).isTrue());
                if (entry.since() > 0) {
                    assertThat(members)
                            .as(entry + " before " + since)
                            .anySatisfy(member ->
                                    assertThat(api(since - 1).has(member)).isFalse());
                }
            }
        }
        assertThat(written)
                .contains(
                        "java.util.Locale#of(java.lang.String)",
                        "java.math.RoundingMode#UP",
                        "java.nio.charset.StandardCharsets#UTF_8",
                        "java.util.List#isEmpty()");
    }

    /// Otherwise nobody could ask for one of them.
    @Test
    void everyTemplateIsFoundByItsName() throws ApiParser.Fault {
        for (String list : ApiLists.names()) {
            for (ApiLists.Entry entry : ApiLists.of(list.substring(1))) {
                assertThat(ApiLists.named(list + "/" + entry.name(), "")).contains(entry);
            }
        }
    }

    private static List<String> members(String after) {
        return Stream.of(METHOD, CONSTANT)
                .flatMap(pattern -> pattern.matcher(after).results())
                .map(found -> found.group(1) + "#" + found.group(2)
                        + (found.groupCount() < 3 ? "" : "(" + found.group(3) + ")"))
                .toList();
    }

    private Api api(int release) {
        assertThat(release).isBetween(OLDEST, NEWEST);
        return byRelease.computeIfAbsent(release, level -> {
            var task = (com.sun.source.util.JavacTask) ToolProvider.getSystemJavaCompiler()
                    .getTask(
                            null,
                            null,
                            problem -> {},
                            List.of("--release", "" + level),
                            List.of("java.lang.Object"),
                            null);
            return new Api(task.getElements(), task.getTypes());
        });
    }
}
