package dev.refactory.index.build;

import dev.refactory.index.dependency.Dependencies;
import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.time.SystemTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// Tests that edit small trees and look at what is attributed again, with one warm compiler for all of them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Edits {
    private JavaAttributor attributor;

    @BeforeAll
    void open() {
        attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(1)
                        .withThreads(1)
                        .withHeapMib(256),
                SystemTime.ticker());
    }

    @AfterAll
    void close() {
        attributor.close();
    }

    Line line() {
        return new Line(attributor, 25);
    }

    Line line(Dependencies.Module... modules) {
        return new Line(attributor, List.of(modules));
    }

    /// @param reached files that are attributed again besides the edited ones
    void check(Map<String, String> before, Map<String, String> edit, String... reached) {
        line().check(before, edit, reached);
    }
}
