package dev.refactory.index.java;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Texts as the compiler's own parser reads them, many in one task: starting a task takes longer than parsing a file.
public final class ParsedTexts {
    /// So many trees are held at a time.
    private static final int TASK = 100;

    /// What became of one text.
    public record Parsed(CompilationUnitTree unit, List<Diagnostic<? extends JavaFileObject>> diagnostics) {
        /// Whether the parser found an error.
        public boolean broken() {
            return diagnostics.stream().anyMatch(each -> each.getKind() == Diagnostic.Kind.ERROR);
        }
    }

    /// Takes what became of a text.
    public interface Reader {
        /// @param number of the text in its list
        void read(int number, Parsed parsed);
    }

    private ParsedTexts() {}

    /// Every text in its turn; none knows of another.
    public static void each(List<String> texts, Reader reader) {
        for (int from = 0; from < texts.size(); from += TASK) {
            List<Parsed> parsed = parse(texts.subList(from, Math.min(texts.size(), from + TASK)));
            for (int i = 0; i < parsed.size(); i++) {
                reader.read(from + i, parsed.get(i));
            }
        }
    }

    private static List<Parsed> parse(List<String> texts) {
        List<JavaFileObject> files = new ArrayList<>();
        for (String text : texts) {
            files.add(file(URI.create("memory:///" + files.size() + "/A.java"), text));
        }
        DiagnosticCollector<JavaFileObject> heard = new DiagnosticCollector<>();
        // Past so many errors the compiler says nothing of later files.
        List<String> options = List.of("-proc:none", "-Xmaxerrs", "1000000", "-Xmaxwarns", "1000000");
        JavacTask task =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, heard, options, null, files);
        List<CompilationUnitTree> units = new ArrayList<>();
        try {
            task.parse().forEach(units::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(units).hasSameSizeAs(texts);
        Map<URI, List<Diagnostic<? extends JavaFileObject>>> diagnostics = heard.getDiagnostics().stream()
                .collect(Collectors.groupingBy(each -> each.getSource().toUri()));
        return units.stream()
                .map(unit -> new Parsed(
                        unit, diagnostics.getOrDefault(unit.getSourceFile().toUri(), List.of())))
                .toList();
    }

    private static JavaFileObject file(URI uri, String text) {
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
