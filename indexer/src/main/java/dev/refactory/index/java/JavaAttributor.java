package dev.refactory.index.java;

import dev.refactory.graph.model.Diagnostic;
import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.FileProblem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Attributes Java sources with the compiler, in a child process that is kept warm and can be killed.
/// Thread-safe; calls beyond the number of children wait.
public interface JavaAttributor extends AutoCloseable {
    /// Facts of every file of `request.attribute`, in the order given. Files that kill or overstay in a child are
    /// bisected
    /// out of the rest and come back with problem `ANALYSIS_CRASHED`. Diagnostics are facts, not errors.
    ///
    /// @param cancelled asked often; once true, the child is stopped
    /// @throws java.util.concurrent.CancellationException when cancelled
    List<FileFacts> attribute(Request request, BooleanSupplier cancelled);

    /// What the compiler's parser alone says of each source, in the order given. Names are not looked up, so this
    /// needs no headers and no class path, and is quick. Files that kill or overstay in a child, and those too
    /// large, are told apart by their problem.
    ///
    /// @param release the Java language level, 8 to 25
    /// @param cancelled asked often; once true, the child is stopped
    /// @throws java.util.concurrent.CancellationException when cancelled
    List<Parsed> parse(List<Source> sources, int release, BooleanSupplier cancelled);

    @Override
    void close();

    /// @param attribute files whose facts are wanted
    /// @param headers other files of the same repository, of which declarations are read and bodies are not
    /// @param classpath jars, in order
    /// @param release the Java language level, 8 to 25
    record Request(List<Source> attribute, List<Source> headers, List<Path> classpath, int release) {
        public Request {
            attribute = List.copyOf(attribute);
            headers = List.copyOf(headers);
            classpath = List.copyOf(classpath);
        }
    }

    /// The answer about the syntax of one file.
    ///
    /// @param errors of severity `ERROR`, by place: the same the facts of the file would have for its syntax
    /// @param problems as the facts of the file would have them; `SYNTAX_ERROR` exactly when there are errors
    record Parsed(String path, List<Diagnostic> errors, List<FileProblem> problems) {
        public Parsed {
            errors = List.copyOf(errors);
            problems = List.copyOf(problems);
        }
    }

    /// @param path relative to the repository's root, with `/`
    /// @param blobId the Git object id of the bytes, 40 hex digits
    /// @param bytes the file as it stands
    record Source(String path, String blobId, byte[] bytes) {}
}
