package dev.refactory.index.java.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.util.Context;
import dev.refactory.index.java.wire.Messages.AttributeRequest;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Group;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Listed;
import dev.refactory.index.java.wire.Messages.AttributeRequest.Named;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A compiler that fails where a type is named `Boom`: whose file that was is known, whatever it was wanted for.
class CompletingTest {
    private final Platforms platforms = new Platforms();

    /// The path of the file to blame.
    private @Nullable String blamed(String file, String... others) {
        RepositoryFiles files = new RepositoryFiles(platforms.classpath(25, List.of()), platforms.platform(25));
        files.add("Fine.java", "", "Fine", () -> "class Fine { Fine other; }");
        for (int i = 0; i < others.length; i++) {
            String text = others[i];
            files.add("H" + i + ".java", "", "H" + i, () -> text);
        }
        Context context = new Context();
        Completing.preRegister(context);
        FailingCompiler.preRegister(context);
        JavacTaskImpl task = (JavacTaskImpl) Platforms.compiler()
                .getTask(
                        Writer.nullWriter(),
                        files,
                        _ -> {},
                        List.of("-proc:none"),
                        null,
                        List.of(new SourceFile("Root.java", "", file)),
                        context);
        Throwable failure = catchThrowable(task::analyze);
        assertThat(failure).hasStackTraceContaining("IllegalStateException: Failed");
        return Completing.of(context).at(failure) instanceof SourceFile at ? at.path() : null;
    }

    @Test
    void theFileItself() {
        assertThat(blamed("class Root { Fine fine; int Boom; }")).isEqualTo("Root.java");
        assertThat(blamed("import java.util.Map; import static java.lang.Boom.*; class Root {}"))
                .isEqualTo("Root.java");
    }

    @Test
    void aSuperclass() {
        assertThat(blamed("class Root extends H0 {}", "class H0 { Fine fine; int Boom; }"))
                .isEqualTo("H0.java");
        assertThat(blamed("class Root extends H0 {}", "import static Fine.*; import static x.Boom.*; class H0 {}"))
                .isEqualTo("H0.java");
        assertThat(blamed("class Root extends H0 {}", "class H0 extends H1 {}", "class H1 { Fine fine; int Boom; }"))
                .isEqualTo("H1.java");
    }

    @Test
    void aTypeOfAMember() {
        assertThat(blamed(
                        "class Root { H0 f; H1 g; }",
                        "class H0 { Fine fine; }",
                        "class H1 extends H2 { int f; }",
                        "class H2 { Fine fine; int Boom; }"))
                .isEqualTo("H2.java");
    }

    @Test
    void aTypeThatOnlyABodyWants() {
        assertThat(blamed(
                        "class Root { int m() { return new H0().f.g; } }",
                        "class H0 { H1 f; }",
                        "class H1 { int g; int Boom; }"))
                .isEqualTo("H1.java");
    }

    @Test
    void nobodyWhenItFailsInABody() {
        assertThat(blamed("class Root { Fine fine; void m() { Fine f = fine; int Boom; } }"))
                .isNull();
    }

    /// What a parent hears last is what it leaves out.
    @Test
    void theParentIsToldLastOfTheFileToBlame() {
        RepositoryFiles files = new RepositoryFiles(platforms.classpath(25, List.of()), platforms.platform(25));
        files.add("H.java", "", "H", () -> {
            throw new IllegalStateException("Failed");
        });
        Input input = Input.of(0, "Root.java", "", "class Root { H f; }".getBytes(StandardCharsets.UTF_8));
        AttributeRequest request = new AttributeRequest(
                List.of(new Group(25, List.of(), 1, List.of(1, 2))),
                List.of(new Listed(new Named("Root.java", ""), null)),
                List.of(new Listed(new Named("Fine.java", ""), null), new Listed(new Named("H.java", ""), null)),
                List.of(),
                Set.of(),
                List.of(1),
                1,
                false);
        List<String> told = new ArrayList<>();
        Position position = new Position((phase, index) -> told.add(phase + " " + index));
        Analysis analysis = new Analysis(files, request, 25, new Syntax(25), position);

        assertThatThrownBy(() -> analysis.run(List.of(input), List.of(), (_, _) -> {}))
                .hasStackTraceContaining("Failed");
        assertThat(told).last().isEqualTo("COMPLETING 2");
    }
}
