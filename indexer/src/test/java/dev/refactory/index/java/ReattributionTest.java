package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Occurrence;
import dev.refactory.graph.model.Range;
import dev.refactory.graph.model.SymbolInfo;
import dev.refactory.index.java.JavaAttributor.Focus;
import dev.refactory.index.java.JavaAttributor.Partial;
import dev.refactory.index.java.JavaAttributor.Request;
import dev.refactory.index.java.JavaAttributor.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Leaving bodies out changes nothing that is answered, and in what is left out nothing has changed.
class ReattributionTest {
    private static final int RENAMES = Integer.getInteger("seeds", 6);

    private static Partial reattributed(String text, String... names) {
        Source source = Attribution.source("A.java", text);
        Request request = new Request(List.of(source), List.of(), List.of(), 25);
        Focus focus = new Focus(Set.of(names), Set.of("A.java"));
        return Attribution.shared().reattribute(request, focus, () -> false).getFirst();
    }

    private static List<String> leftOut(String text, String... names) {
        return reattributed(text, names).leftOut().stream()
                .map(range -> text.substring(range.start(), range.end()))
                .toList();
    }

    @Test
    void bodiesThatMentionNoneOfTheNamesAreLeftOut() {
        String text = """
                class A {
                    int a() { return b(); }
                    int b() { return 1; }
                    class B { void c() { int x = 2; } default_ d() { return null; } }
                    static class default_ {}
                }
                """;
        assertThat(leftOut(text, "b")).containsExactly("{ return 1; }", "{ int x = 2; }", "{ return null; }");
        assertThat(leftOut(text, "x", "a")).containsExactly("{ return b(); }", "{ return 1; }", "{ return null; }");
        assertThat(leftOut(text)).isEmpty();
    }

    @Test
    void bodiesWithTypesOfTheirOwnConstructorsAndInitialisersStay() {
        assertThat(leftOut("""
                class A {
                    final int i;
                    static { int k = 1; }
                    A() { i = 1; }
                    Object local() { class L {} return new L(); }
                    Object anonymous() { return new Object() { int j; }; }
                    Runnable lambda() { return () -> { int l = 1; }; }
                }
                """, "none")).containsExactly("{ return () -> { int l = 1; }; }");
    }

    @Test
    void whatTheCompilerAddsToATypeIsNotLeftOut() {
        assertThat(leftOut(
                        "record R(int i) { R { i = 1; } int b() { return 2; } }\n"
                                + "enum E { A { int c() { return 3; } }; int c() { return 4; } }\n"
                                + "interface I { default int d() { return 5; } }\n",
                        "none"))
                .containsExactly("{ return 2; }", "{ return 4; }", "{ return 5; }");
    }

    @Test
    void aNameWrittenInEscapesIsNotOverlooked() {
        assertThat(leftOut("class A { int a() { return \\u0062(); } int b() { return 1; } }", "b"))
                .containsExactly("{ return 1; }");
    }

    @Test
    void aBrokenFileIsReadWhole() {
        assertThat(leftOut("class A { int a() { return 1; } int b = ; }", "x")).isEmpty();
    }

    @Test
    void offsetsCountAByteOrderMark() {
        String text = "\ufeffclass A { int a() { return 1; } }";
        assertThat(leftOut(text, "x")).containsExactly("{ return 1; }");
    }

    @Test
    void whatIsLeftOutOfARealLibraryIsAsItWasWhateverNameChanges() {
        List<Source> sources = SourcesJar.commonsLang().stream()
                .filter(source -> source.path().matches(".*lang3/(tuple|builder|concurrent|mutable|event)/.*"))
                .toList();
        List<Source> others = SourcesJar.commonsLang().stream()
                .filter(source -> !sources.contains(source))
                .toList();
        Map<String, FileFacts> before = new HashMap<>();
        Attribution.shared()
                .attribute(new Request(sources, others, List.of(), 25), () -> false)
                .forEach(facts -> before.put(facts.path(), facts));
        Set<String> quiet = before.values().stream()
                .filter(facts -> facts.diagnostics().isEmpty())
                .map(FileFacts::path)
                .collect(Collectors.toSet());
        Random random = new Random(20_261_121);
        List<String> words = words(before);
        int leftOut = 0;
        for (int i = 0; i < RENAMES; i++) {
            String from = words.get(random.nextInt(words.size()));
            String to = "q".repeat(from.length());
            Request request = new Request(renamed(sources, from, to), renamed(others, from, to), List.of(), 25);
            List<FileFacts> whole = Attribution.shared().attribute(request, () -> false);
            List<Partial> partial =
                    Attribution.shared().reattribute(request, new Focus(Set.of(from, to), quiet), () -> false);
            for (int j = 0; j < whole.size(); j++) {
                FileFacts then = Objects.requireNonNull(before.get(whole.get(j).path()));
                Rename rename = new Rename(from, to);
                assertThat(partial.get(j).facts().path()).isEqualTo(then.path());
                assertSameElsewhere(rename, partial.get(j), whole.get(j));
                assertSameWithin(rename, partial.get(j).leftOut(), then, whole.get(j));
                leftOut += partial.get(j).leftOut().size();
            }
        }
        assertThat(leftOut).isGreaterThan(100 * RENAMES);
    }

    private record Rename(String from, String to) {
        String of(String symbol) {
            return symbol.replaceAll("\\b" + Pattern.quote(from) + "\\b", Matcher.quoteReplacement(to));
        }

        @Override
        public String toString() {
            return from + " to " + to + " in ";
        }
    }

    private static void assertSameElsewhere(Rename rename, Partial partial, FileFacts whole) {
        String what = rename + whole.path();
        FileFacts facts = partial.facts();
        List<Occurrence> outside = new ArrayList<>(whole.occurrences());
        outside.removeIf(occurrence -> within(partial.leftOut(), occurrence.range()));
        assertThat(facts.occurrences()).as(what).isEqualTo(outside);
        assertThat(facts.relations()).as(what).isEqualTo(whole.relations());
        assertThat(facts.diagnostics()).as(what).isEqualTo(whole.diagnostics());
        assertThat(facts.problems()).as(what).isEqualTo(whole.problems());
        Set<SymbolInfo> missing = new HashSet<>(whole.declared());
        assertThat(missing).as(what).containsAll(facts.declared());
        missing.removeAll(facts.declared());
        assertThat(missing.stream().map(SymbolInfo::symbol))
                .as(what)
                .isSubsetOf(mentionedWithin(partial.leftOut(), whole));
    }

    /// Symbols named in the ranges, and what declares those.
    private static Set<String> mentionedWithin(List<Range> ranges, FileFacts facts) {
        Map<String, SymbolInfo> declared = new HashMap<>();
        facts.declared().forEach(symbol -> declared.put(symbol.symbol(), symbol));
        Set<String> mentioned = new TreeSet<>();
        for (Occurrence occurrence : facts.occurrences()) {
            String symbol = within(ranges, occurrence.range()) ? occurrence.symbol() : null;
            while (symbol != null && mentioned.add(symbol)) {
                SymbolInfo info = declared.get(symbol);
                symbol = info == null ? null : info.container();
            }
        }
        return mentioned;
    }

    private static void assertSameWithin(Rename rename, List<Range> leftOut, FileFacts before, FileFacts after) {
        assertThat(namesWithin(rename, leftOut, after))
                .as(rename + after.path())
                .isEqualTo(namesWithin(rename, leftOut, before));
    }

    private static List<String> namesWithin(Rename rename, List<Range> ranges, FileFacts facts) {
        return facts.occurrences().stream()
                .filter(occurrence -> within(ranges, occurrence.range()))
                .map(occurrence -> occurrence.range() + rename.of(occurrence.symbol()) + occurrence.roles())
                .sorted()
                .toList();
    }

    private static boolean within(List<Range> ranges, Range range) {
        return ranges.stream().anyMatch(each -> each.start() <= range.start() && range.end() <= each.end());
    }

    /// Simple names of what the files declare, long enough to be nobody else's by chance.
    private static List<String> words(Map<String, FileFacts> facts) {
        Set<String> words = new TreeSet<>();
        facts.values().stream()
                .flatMap(file -> file.declared().stream())
                .filter(symbol -> symbol.path() != null && !symbol.kind().isLocal())
                .map(SymbolInfo::name)
                .filter(name -> name.matches("\\w{3,}") && !name.equals("lang3"))
                .forEach(words::add);
        return List.copyOf(words);
    }

    /// Every word `from` becomes `to`, of the same length, so that nothing moves.
    private static List<Source> renamed(List<Source> sources, String from, String to) {
        Pattern word = Pattern.compile("\\b" + Pattern.quote(from) + "\\b");
        return sources.stream()
                .map(source -> {
                    String text = new String(source.bytes(), StandardCharsets.UTF_8);
                    Matcher found = word.matcher(text);
                    return found.find() ? Attribution.source(source.path(), found.replaceAll(to)) : source;
                })
                .toList();
    }
}
