package dev.refactory.index.java.child;

import com.sun.tools.javac.file.JavacFileManager;
import com.sun.tools.javac.parser.Lexer;
import com.sun.tools.javac.parser.ParserFactory;
import com.sun.tools.javac.parser.ScannerFactory;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.JCDiagnostic;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Options;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/// javac's scanner and parser alone, for one language level, without symbols and without reporting anything.
final class Syntax {
    private static final int FIRST_WITH_MODULES = 9;

    private final int release;
    private final Log log;
    private final ScannerFactory scanners;
    private final ParserFactory parsers;

    /// @param release the language level, 8 or more
    Syntax(int release) {
        this.release = release;
        Context context = new Context();
        context.put(Log.errKey, new PrintWriter(Writer.nullWriter()));
        context.put(Log.outKey, new PrintWriter(Writer.nullWriter()));
        Options options = Options.instance(context);
        options.put("--source", Integer.toString(release));
        options.put("-source", Integer.toString(release));
        options.put("-Xlint:none", "-Xlint:none");
        JavacFileManager unusedFiles = new JavacFileManager(context, true, StandardCharsets.UTF_8);
        assert unusedFiles != null;
        log = Log.instance(context);
        scanners = ScannerFactory.instance(context);
        parsers = ParserFactory.instance(context);
    }

    /// One that knows modules: a repository whose code is older may declare one for those who use it.
    Syntax withModules() {
        return release >= FIRST_WITH_MODULES ? this : new Syntax(FIRST_WITH_MODULES);
    }

    /// Runs `work`, which may scan and parse, with `file` as the text errors would be reported for.
    <T> Silent<T> silently(JavaFileObject file, Supplier<T> work) {
        Heard<T> heard = listening(file, work);
        return new Silent<>(heard.result(), heard.errors().anyMatch(found -> true));
    }

    /// The syntax errors of `text`, at most one a place, as the whole compiler reports them.
    List<JCDiagnostic> errors(JavaFileObject file, String text) {
        Set<Long> places = new HashSet<>();
        return listening(file, () -> parse(text))
                .errors()
                .filter(found -> places.add(found.getPosition()))
                .toList();
    }

    private record Heard<T>(T result, List<JCDiagnostic> diagnostics) {
        Stream<JCDiagnostic> errors() {
            return diagnostics.stream().filter(found -> found.getType() == JCDiagnostic.DiagnosticType.ERROR);
        }
    }

    private <T> Heard<T> listening(JavaFileObject file, Supplier<T> work) {
        JavaFileObject previous = log.useSource(file);
        Log.DeferredDiagnosticHandler deferred = log.new DeferredDiagnosticHandler();
        try {
            return new Heard<>(work.get(), deferred.getDiagnostics());
        } finally {
            log.popDiagnosticHandler(deferred);
            log.useSource(previous);
            if (previous == null) {
                // It would keep the text of every path it has seen, and show it again for the path's next text.
                log.clear();
            }
        }
    }

    /// A scanner before the first token of `text`. Doc comments are kept when their `@deprecated` is of interest.
    Lexer scan(String text, boolean keepDocComments) {
        return scanners.newScanner(text, keepDocComments);
    }

    /// The tree of `text`, with end positions.
    JCCompilationUnit parse(String text) {
        return parsers.newParser(text, false, true, false).parseCompilationUnit();
    }

    /// @param broken the text has syntax errors
    record Silent<T>(T result, boolean broken) {}
}
