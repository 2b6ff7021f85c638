package dev.refactory.refactor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Range;
import dev.refactory.refactor.edit.FileEdits;
import dev.refactory.refactor.edit.TextEdit;
import dev.refactory.refactor.harness.CommonsLang;
import dev.refactory.refactor.harness.TestFacts;
import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Where the rule says that edits leave the syntax as it is, the compiler's parser finds the same tree, with the same
/// to complain of.
class SameSyntaxTest {
    private static final Pattern WORD = Pattern.compile("[\\w$]+");
    private static final List<String> NEW_NAMES = List.of(
            "zap", "Zap", "x1", "$", "u0041", "e5", "f", "n", "L", "record", "yield", "var", "when", "if", "_", "1a",
            "Shop", "price", "non", "sealed", "été", "*/", "a b");

    /// What names are part of, and what only looks like it.
    private static final List<String> FRAGMENTS = List.of(
            "int price = 1;",
            "price++;",
            "price(1);",
            "this.price(2.e5f);",
            "double d = 1.e5 + 0x1.fp3 + .5e3 + 1_0.f + 3L;",
            "char c = 'a', e = '\\u0061', n = '\\n';",
            "String s = \"price \\tname \\101b\" + \"\\u0061bc\";",
            "String t = \"\"\"\n    price \\\n    \\\"\"\" zap\n    \"\"\";",
            "// price \\u0061bc\n",
            "/* price 'a' */",
            "\\u0061bc = 1;",
            "pr\\u0069ce = 1;",
            "a1.price(3);",
            "record Zip(int price) { Zip { } }",
            "class Shop { Shop() { } int Shop() { return 1; } }",
            "Shop() { }",
            "yield (1);",
            "var v = (Zip) price;",
            "List<Map<Zip, price>> list = x -> price < zap > (1);",
            "switch (price) { case Zip(int a) when a > 1 -> { yield price; } default -> zap(); }",
            "non-sealed interface Zip permits price { }",
            "price: for (;;) { break price; }",
            "@Zip(price = 1) int zap;",
            "import module java.base;",
            "}",
            "\"");

    /// What a parser makes of a text.
    ///
    /// @param kinds of its nodes, in order; @param complaints codes of what is wrong, in order
    private record Parsed(List<Tree.Kind> kinds, List<String> complaints, Set<String> types) {}

    private static Parsed parse(String text) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, List.of("-proc:none"), null, List.of(source));
        List<Tree.Kind> kinds = new ArrayList<>();
        Set<String> types = new HashSet<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void scan(Tree tree, Void none) {
                        if (tree != null) {
                            kinds.add(tree.getKind());
                        }
                        return super.scan(tree, none);
                    }

                    @Override
                    public Void visitClass(ClassTree type, Void none) {
                        types.add(type.getSimpleName().toString());
                        return super.visitClass(type, none);
                    }
                }.scan(unit, null);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<String> complaints = new ArrayList<>();
        found.getDiagnostics().forEach(each -> complaints.add(each.getCode()));
        return new Parsed(kinds, complaints, types);
    }

    /// @return whether the rule held
    private static boolean tried(String text, Parsed before, FileEdits edits) {
        if (!SameSyntax.holds(text, before.types(), edits)) {
            return false;
        }
        String edited = edits.apply(text);
        Parsed after = parse(edited);
        assertThat(after.kinds()).as("%s of:%n%s%nis:%n%s", edits, text, edited).isEqualTo(before.kinds());
        assertThat(after.complaints()).as("%s of:%n%s", edits, text).isEqualTo(before.complaints());
        return true;
    }

    private static FileEdits edits(String text, Random random, int count) {
        List<TextEdit> edits = new ArrayList<>();
        List<Range> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Range(matcher.start(), matcher.end()));
        }
        for (int i = 0; i < count; i++) {
            Range word = words.get(random.nextInt(words.size()));
            // Now and then a part of a word.
            int cut = random.nextInt(8) == 0 ? random.nextInt(word.length()) : 0;
            Range range = new Range(word.start() + cut, word.end());
            if (edits.stream()
                    .noneMatch(other -> other.range().start() < range.end()
                            && range.start() < other.range().end())) {
                edits.add(new TextEdit(range, NEW_NAMES.get(random.nextInt(NEW_NAMES.size()))));
            }
        }
        return new FileEdits("A.java", edits);
    }

    @Test
    void namesOfALibraryPutInThePlaceOfNames() throws Exception {
        List<String> texts = List.copyOf(CommonsLang.texts().values());
        int[] held = new int[1];
        Seeds.forEach(3, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 6; i++) {
                String text = texts.get(random.nextInt(texts.size()));
                Parsed before = parse(text);
                for (int j = 0; j < 12; j++) {
                    held[0] += tried(text, before, edits(text, random, 1 + random.nextInt(2))) ? 1 : 0;
                }
            }
        });
        assertThat(held[0]).isPositive();
    }

    @Test
    void wordsInTextsMadeOfWhatLooksLikeNames() {
        int[] held = new int[1];
        Seeds.forEach(3, seed -> {
            Random random = new Random(seed);
            for (int i = 0; i < 100; i++) {
                StringBuilder text = new StringBuilder("class Shop { void price() {\n");
                for (int j = 0; j < 4; j++) {
                    text.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size()))).append('\n');
                }
                text.append("} }\n");
                Parsed before = parse(text.toString());
                for (int j = 0; j < 10; j++) {
                    held[0] += tried(text.toString(), before, edits(text.toString(), random, 1)) ? 1 : 0;
                }
            }
        });
        assertThat(held[0]).isPositive();
    }

    @Test
    void whatNobodyCanTellFromTheNamesAloneIsNotSaid() {
        assertThat(holds("class A { void a() { price(); } }", "price", "cost")).isTrue();
        assertThat(holds("class A { void a() { a1.price(); } }", "price", "cost"))
                .isTrue();
        assertThat(holds("class Shop { Shop() { } }", "Shop", "Store"))
                .as("a constructor")
                .isFalse();
        assertThat(holds("class Shop { price() { } }", "price", "Shop"))
                .as("one by its new name")
                .isFalse();
        assertThat(holds("class A { double d = 1.e5; }", "e5", "cost"))
                .as("an exponent")
                .isFalse();
        assertThat(holds("class A { char c = 'a'; }", "a'", "cost"))
                .as("a character")
                .isFalse();
        assertThat(holds("class A { char c = 'x'; }", "x", "cost"))
                .as("in quotes")
                .isFalse();
        assertThat(holds("class A { String s = \"\\tab\"; }", "tab", "cost"))
                .as("an escape")
                .isFalse();
        assertThat(holds("class A { int \\u0061bc; }", "bc", "cost"))
                .as("behind a unicode escape")
                .isFalse();
        assertThat(holds("class A { int ab\\u0061; }", "ab", "cost"))
                .as("before a unicode escape")
                .isFalse();
        assertThat(holds("class A { int price; }", "pri", "cost"))
                .as("half a name")
                .isFalse();
        assertThat(holds("class A { int price; }", "price", "class"))
                .as("a keyword")
                .isFalse();
        assertThat(holds("class A { int price; }", "price", "yield"))
                .as("a keyword in places")
                .isFalse();
        assertThat(holds("class A { int price; }", "price", "prix_é"))
                .as("not in every charset")
                .isFalse();
        assertThat(holds("class A { int price; }", "price;", "cost;"))
                .as("more than a name")
                .isFalse();
        assertThat(holds("class A { int price; }", "price", "")).as("nothing").isFalse();
    }

    @Test
    void aTextMayBeginAndEndWithTheName() {
        assertThat(holds("price", "price", "cost")).isTrue();
        assertThat(holds(".price", "price", "cost")).isTrue();
        assertThat(holds("1.e5", "e5", "cost")).as("an exponent").isFalse();
    }

    @Test
    void anEditBeyondTheTextIsNotOfIt() {
        assertThat(SameSyntax.holds("price", Set.of(), one(0, 6, "cost"))).isFalse();
    }

    @Test
    void onlyTypesOfTheFileAreNamesOfConstructors() {
        String text = "class Shop { int price; Shop(int cost) { price = cost; } }";
        FileFacts facts =
                Objects.requireNonNull(TestFacts.of(Map.of("Shop.java", text)).get("Shop.java"));
        int price = text.indexOf("price");
        int shop = text.lastIndexOf("Shop");
        assertThat(SameSyntax.holds(text, facts, one(price, 5, "sum"))).isTrue();
        assertThat(SameSyntax.holds(text, facts, one(shop, 4, "Store"))).isFalse();
    }

    private static boolean holds(String text, String word, String replacement) {
        int start = text.lastIndexOf(word);
        return SameSyntax.holds(text, parse(text).types(), one(start, word.length(), replacement));
    }

    private static FileEdits one(int start, int length, String replacement) {
        return new FileEdits("A.java", List.of(new TextEdit(new Range(start, start + length), replacement)));
    }
}
