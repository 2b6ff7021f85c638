package dev.refactory.index.java.child;

import com.sun.tools.javac.api.ClientCodeWrapper.Trusted;
import dev.refactory.graph.model.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/// What the compiler says about the files to attribute; what it says about headers is not kept.
@Trusted
final class Diagnostics implements DiagnosticListener<JavaFileObject> {
    /// Of one file. A file with more is broken beyond what anyone would read.
    private static final int MAX_PER_FILE = 1_000;

    private static final int MAX_MESSAGE = 2_000;

    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparingInt(Diagnostic::start)
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::code)
            .thenComparing(Diagnostic::message);

    /// The compiler counts through all it says, of other files too.
    private static final Pattern CAPTURE_NUMBER = Pattern.compile("capture#[0-9]+ of ");

    private final Map<String, Input> inputs = new HashMap<>();
    private final Map<String, List<Diagnostic>> diagnostics = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private boolean parsing = true;

    Diagnostics(List<Input> inputs) {
        inputs.forEach(input -> this.inputs.put(input.path(), input));
    }

    /// Every file has been parsed: errors from here on are not about syntax.
    void parsed() {
        parsing = false;
    }

    @Override
    public void report(javax.tools.Diagnostic<? extends JavaFileObject> reported) {
        Input input = reported.getSource() instanceof SourceFile file ? inputs.get(file.path()) : null;
        if (input == null || input.file() != reported.getSource()) {
            return;
        }
        Diagnostic.Severity severity = switch (reported.getKind()) {
            case ERROR -> Diagnostic.Severity.ERROR;
            case WARNING, MANDATORY_WARNING -> Diagnostic.Severity.WARNING;
            case NOTE, OTHER -> Diagnostic.Severity.NOTE;
        };
        if (parsing && severity == Diagnostic.Severity.ERROR) {
            broken.add(input.path());
        }
        List<Diagnostic> ofFile = diagnostics.computeIfAbsent(input.path(), path -> new ArrayList<>());
        if (ofFile.size() < MAX_PER_FILE) {
            String message =
                    CAPTURE_NUMBER.matcher(reported.getMessage(Locale.ENGLISH)).replaceAll("capture of ");
            ofFile.add(new Diagnostic(
                    severity,
                    reported.getCode() == null ? "" : reported.getCode(),
                    message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message,
                    (int) Math.max(0, reported.getLineNumber()),
                    (int) Math.max(0, reported.getPosition()) + input.shift()));
        }
    }

    void add(String path, Diagnostic diagnostic) {
        diagnostics.computeIfAbsent(path, key -> new ArrayList<>()).add(diagnostic);
    }

    boolean broken(String path) {
        return broken.contains(path);
    }

    boolean hasErrors(String path) {
        return diagnostics.getOrDefault(path, List.of()).stream()
                .anyMatch(found -> found.severity() == Diagnostic.Severity.ERROR);
    }

    /// Of one file, by place.
    List<Diagnostic> of(String path) {
        return diagnostics.getOrDefault(path, List.of()).stream()
                .sorted(BY_PLACE)
                .distinct()
                .toList();
    }
}
