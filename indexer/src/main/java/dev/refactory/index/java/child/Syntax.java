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
import java.util.function.Supplier;
import javax.tools.JavaFileObject;

/// javac's scanner and parser alone, for one language level, without symbols and without reporting anything.
final class Syntax {
    private final Log log;
    private final ScannerFactory scanners;
    private final ParserFactory parsers;

    /// @param release the language level, 8 or more
    Syntax(int release) {
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

    /// Runs `work`, which may scan and parse, with `file` as the text errors would be reported for.
    <T> Silent<T> silently(JavaFileObject file, Supplier<T> work) {
        JavaFileObject previous = log.useSource(file);
        Log.DeferredDiagnosticHandler deferred = log.new DeferredDiagnosticHandler();
        try {
            T result = work.get();
            boolean broken = deferred.getDiagnostics().stream()
                    .anyMatch(diagnostic -> diagnostic.getType() == JCDiagnostic.DiagnosticType.ERROR);
            return new Silent<>(result, broken);
        } finally {
            log.popDiagnosticHandler(deferred);
            log.useSource(previous);
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
