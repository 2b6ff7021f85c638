package dev.refactory.refactor.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.graph.model.GraphView;
import dev.refactory.refactor.harness.RecipeCheck;
import dev.refactory.refactor.harness.TestFacts;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Pages, templates and queries made by chance: what is reported is what was planted.
class PlantedNamesTest {
    private static final int SEEDS = Integer.getInteger("seeds", 300);
    private static final SortedMap<String, String> JAVA = new TreeMap<>(Map.of(
            "jakarta/persistence/Entity.java",
            "package jakarta.persistence;\npublic @interface Entity { String name() default \"\"; }\n",
            "jakarta/persistence/Table.java",
            "package jakarta.persistence;\npublic @interface Table { String name() default \"\"; }\n",
            "a/Foo.java",
            """
            package a;
            @jakarta.persistence.Entity @jakarta.persistence.Table(name = "foos")
            public class Foo {
                public static int N;
                Foo next;
                public static class In { public static int M; }
                public String getName() { return null; }
                public static int run(int i) { return i; }
            }
            """,
            "b/Foo.java",
            "package b;\npublic class Foo { public static int N; public String getName() { return null; } }\n"));

    private static final List<String> PAGE = List.of(
            "<p title=\"Foo\">Foo a.Foo, it's</p>\n",
            "<%= «Foo».N %>",
            "<% «Foo» foo = new «Foo»(); // Foo\n int x = b.Foo.N; %>",
            "<%! java.util.Map<«Foo», List<«Foo»>> all; String s = \"Foo %\" + 'F'; /* Foo */ %>\n",
            "<%-- Foo <%= Foo.N %>",
            "<%= x.Foo + y().Foo + Foo(1) + a.«Foo».In.M %>",
            "<jsp:useBean id=\"foo\" class=\"a.«Foo»\"/>",
            "<jsp:useBean id='other' type='b.Foo' />",
            "<c:out value=\"${foo.name}\" escapeXml='<%= «Foo».run(\"a\") %>'/>",
            "${Foo} ${foo.Foo} \\${Foo.N} ${«Foo».N} ${'Foo.N'}",
            "<!-- <jsp:x type=\"a.«Foo»$In\"> -->",
            "<%@ attribute type=\" a.«Foo» \" name=\"Foo\" %>",
            "a < b <a <%x=1%> > }",
            "<script>if (a<Foo && b>'Foo') { x = '*{Foo}'; }</script>\n");
    private static final List<String> TEMPLATE = List.of(
            "<p title=\"Foo\">Foo a.Foo, it's</p>\n",
            "<p th:text=\"${T(a.«Foo»).N}\" class=\"T(a.Foo)\">${T(a.Foo).N}</p>",
            "<p data-th-if='${T( a.«Foo» ).run(1) > T(b.Foo).N}'></p>\n",
            "[[${T(a.«Foo»$In).M}]] [(${new a.«Foo»().next})] [${T(a.Foo).N}]",
            "<p th:if=\"*{T(a.«Foo».In).M} + #{T(a.Foo)} + @{/a.Foo}\"/>",
            "<p th:text=\"${T(a.Foo2).N + x.T(a.Foo) + 'T(a.Foo)' + T(x.a.Foo)}\"></p>",
            "<script>var s = `${T(a.Foo)}`; if (a<b) x = \"th:text=${T(a.Foo)}\";</script>\n",
            "<!-- th:text -->");
    private static final List<String> JPQL = List.of(
            " where x.name = 'from Foo f'",
            " and exists (select 1 from «Foo» y where y.Foo = 1)",
            " and x.Foo = :Foo and Foo.x = 1",
            " and type(x) = «Foo»",
            " and type(x) in («Foo», Bar)",
            " /* from Foo f */",
            " and x.n = a.«Foo».In.M and x.n = b.Foo.N",
            " and extract(year from x.Foo) = '' || 'Foo'",
            " join x.next z on z.Foo = 1 join «Foo» w on true");
    private static final List<String> SQL = List.of(
            "select foos, 'from foos', \"foos\" from bars; -- from foos\n",
            "insert into «foos» (foos) values ('into foos');\n",
            "create table if not exists «foos» (foos int, note text default 'foos');\n",
            "update «foos» set foos = 'it''s from foos' where foos.foos = 1;\n",
            "select * from bars b, «foos» f join «foos» g on g.foos = f.foos where b.foos = 1;\n",
            "with foos as (select * from bars) select * from foos;\n",
            "/* delete from foos; */ delete from \"«foos»\" where foos = 1;\n",
            "alter table `«foos»` drop column foos;\n",
            "select extract(day from foos), foos(1) from foos(2), [«FOOS»] x;\n",
            "do $$ begin delete from foos; end $$;\n",
            "create index foos on «foos» (foos);\n",
            "select (select count(*) from «foos») from (bars b cross join «foos»);\n");

    private final GraphView graph = TestFacts.graph(TestFacts.of(JAVA));
    private final Members members = new Members(graph, TestFacts.sources(JAVA));
    private final Entities entities = Entities.of(graph, TestFacts.sources(JAVA), members);

    private static void check(int seed, Planted planted, Collection<Integer> found) {
        assertThat(new TreeSet<>(found))
                .as("seed %s:\n%s", seed, planted.text())
                .isEqualTo(planted.places());
    }

    private static List<Integer> of(Stream<Named> names, String type) {
        return names.filter(name -> name.certain() && name.symbols().contains(type))
                .map(name -> name.range().start())
                .toList();
    }

    private static Planted page(Random random) {
        Planted page = new Planted().add("<%@ page import=\"java.util.*, a.«Foo»\" %>");
        for (int i = random.nextInt(12); i > 0; i--) {
            page.add(random, 1, PAGE);
            // What a comment of JSP swallows up to its end is nothing.
            page.add(page.text().endsWith("<%-- Foo <%= Foo.N %>") ? "--%>" : " ");
        }
        return page;
    }

    @Test
    void aPageNamesWhatWasPlantedInIt() {
        IntStream.range(0, SEEDS).forEach(seed -> {
            Planted page = page(new Random(seed));
            check(seed, page, of(ServerPage.of(page.text(), members).names().stream(), "a.Foo"));
        });
    }

    @Test
    void aTemplateNamesWhatWasPlantedInIt() {
        IntStream.range(0, SEEDS).forEach(seed -> {
            Random random = new Random(seed);
            Planted page = new Planted().add(random, random.nextInt(12), TEMPLATE);
            check(seed, page, of(TemplatePage.names(page.text(), members).stream(), "a.Foo"));
        });
    }

    @Test
    void aQueryNamesWhatWasPlantedInIt() {
        IntStream.range(0, SEEDS).forEach(seed -> {
            Random random = new Random(seed);
            Planted query = new Planted()
                    .add(random.nextBoolean() ? "select x from «Foo» x" : "select x.Foo from Bar b, «Foo» as x")
                    .add(random, random.nextInt(8), JPQL);
            check(seed, query, of(Jpql.names(query.text(), entities, members).stream(), "a.Foo"));
        });
    }

    @Test
    void sqlNamesTheTablesPlantedInIt() {
        IntStream.range(0, SEEDS).forEach(seed -> {
            Random random = new Random(seed);
            Planted sql = new Planted().add(random, random.nextInt(12), SQL);
            List<Integer> found = SqlNames.of(sql.text(), Set.of()).tables().stream()
                    .filter(table -> table.name().equalsIgnoreCase("foos"))
                    .map(table -> table.range().start())
                    .toList();
            check(seed, sql, found);
        });
    }

    @Test
    void renamedAndRenamedBackTextsAreWhatTheyWere() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            SortedMap<String, String> before = new TreeMap<>(JAVA);
            before.put("web/p.jsp", page(random).text());
            before.put("t.html", new Planted().add(random, 8, TEMPLATE).text());
            String query = new Planted()
                    .add("select x from «Foo» x")
                    .add(random, 4, JPQL)
                    .text();
            before.put(
                    "c/Q.java",
                    "package c;\nclass Q { void t(jakarta.persistence.M m) { m.createQuery(\"" + query + "\"); } }\n");
            before.put(
                    "jakarta/persistence/M.java",
                    "package jakarta.persistence;\npublic interface M { Object createQuery(String q); }\n");
            RecipeCheck.Result there =
                    RecipeCheck.run("rename-type", Map.of("type", "a.Foo", "newName", "Renamed"), before);
            SortedSet<String> changed =
                    there.changeset().paths().stream().collect(java.util.stream.Collectors.toCollection(TreeSet::new));
            assertThat(changed).as("seed %s", seed).contains("web/p.jsp", "c/Q.java");
            RecipeCheck.Result back =
                    RecipeCheck.run("rename-type", Map.of("type", "a.Renamed", "newName", "Foo"), there.texts());
            assertThat(back.texts()).as("seed %s", seed).isEqualTo(before);
            assertThat(back.changeset().paths()).hasSameSizeAs(changed);
        }
    }
}
