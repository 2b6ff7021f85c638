package dev.refactory.refactor.recipe;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What a snapshot was compiled against: the JDK's level, and libraries by coordinates `group:artifact:version`.
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
        public List<Module> modules() {
            return List.of();
        }

        @Override
        public Set<String> declaredBy(String coordinates, Collection<String> types) {
            return Set.of();
        }

        @Override
        public int release(String path) {
            return NEWEST;
        }
    };

    /// The newest Java language level there is code of.
    int NEWEST = 25;

    /// Coordinates, in the order the compiler looked.
    List<String> resolved();

    /// Coordinates that could not be had, or the place in a build file that names them, each with why
    /// after a colon and a space; sorted.
    List<String> unresolved();

    /// What each module of the repository sees; empty where it is not known by module.
    List<Module> modules();

    /// Which of these types a library declares; nothing when its jar cannot be read.
    ///
    /// @param types by their spelling
    Set<String> declaredBy(String coordinates, Collection<String> types);

    /// The Java language level a file is compiled with, 8 to 25, which is also the JDK it may use.
    int release(String path);

    /// @param root its directory, empty for the repository's
    /// @param name for people
    /// @param main coordinates that its code sees
    /// @param test coordinates that its tests see
    record Module(String root, String name, Set<String> main, Set<String> test) {
        public Module {
            main = Set.copyOf(main);
            test = Set.copyOf(test);
        }
    }
}
