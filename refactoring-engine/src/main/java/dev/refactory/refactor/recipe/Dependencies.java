package dev.refactory.refactor.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The libraries a snapshot was compiled against, by coordinates `group:artifact:version`.
public interface Dependencies {
    /// Of texts that were compiled against nothing but the JDK.
    Dependencies NONE = new Dependencies() {
        @Override
        public List<String> resolved() {
            return List.of();
        }

        @Override
        public List<String> unresolved() {
            return List.of();
        }

        @Override
        public Map<String, String> declaring(Collection<String> types) {
            return Map.of();
        }
    };

    /// Coordinates, in the order the compiler looked.
    List<String> resolved();

    /// Coordinates that could not be had, or the place in a build file that names them, each with why
    /// after a colon and a space; sorted.
    List<String> unresolved();

    /// Which of the resolved ones declares each of these types; what is the JDK's, or nobody's, is
    /// left out.
    ///
    /// @param types by their spelling
    Map<String, String> declaring(Collection<String> types);
}
