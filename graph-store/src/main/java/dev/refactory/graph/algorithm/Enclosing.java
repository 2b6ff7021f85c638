package dev.refactory.graph.algorithm;

import dev.refactory.graph.model.Occurrence;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Says of places in a few files which declaration they are in: the innermost one that has a name
/// outside of it. What is local or anonymous belongs to the member it stands in.
public interface Enclosing {
    /// A method, constructor, field or type by its spelling; null for what is in none, such as an import.
    ///
    /// @param place one of the file's occurrences
    @Nullable
    String declaration(String path, Occurrence place);

    /// How a walk finds out.
    interface Reader {
        /// @param occurrences all of each file, sorted
        Enclosing of(Map<String, List<Occurrence>> occurrences);
    }
}
