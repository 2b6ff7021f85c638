package dev.refactory.gates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Small rooms, one clock, documented doors.
class TidyTest {
    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 70;
    private static final int LINE_COLUMNS = 120;

    private static final Pattern MACHINE_CLOCK =
            Pattern.compile("\\b(Instant|LocalDate|LocalDateTime|ZonedDateTime|OffsetDateTime)\\.now\\(\\)"
                    + "|System\\.(currentTimeMillis|nanoTime)"
                    + "|Clock\\.system|InstantSource\\.system");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@Disabled");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep\\(");

    @Test
    void filesAreSmall() {
        assertThat(Project.javaFiles())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Project.lines(file))
                        .as("lines of %s", name(file))
                        .hasSizeLessThanOrEqualTo(FILE_LINES));
    }

    @Test
    void linesFitTheScreen() {
        List<String> wide = new ArrayList<>();
        for (Path file : Project.javaFiles()) {
            List<String> lines = Project.lines(file);
            boolean textBlock = false;
            for (int i = 0; i < lines.size(); i++) {
                boolean delimiter = lines.get(i).contains("\"\"\"");
                if (lines.get(i).length() > LINE_COLUMNS && !textBlock && !delimiter) {
                    wide.add(name(file) + ":" + (i + 1));
                }
                textBlock ^= delimiter
                        && lines.get(i).indexOf("\"\"\"") == lines.get(i).lastIndexOf("\"\"\"");
            }
        }
        assertThat(wide).as("lines over %d columns", LINE_COLUMNS).isEmpty();
    }

    @Test
    void methodsAreShortAndPublicTypesAreDocumented() throws IOException {
        List<String> faults = new ArrayList<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var units = files.getJavaFileObjectsFromPaths(Project.javaFiles());
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, problem -> {}, List.of("-proc:none"), null, units);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new Rooms(unit, positions, Trees.instance(task), faults).scan(unit, null);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void onlyTheKitReadsTheMachinesClock() {
        assertThat(matches(Project.mainJavaFiles(), MACHINE_CLOCK))
                .allSatisfy(place -> assertThat(place).startsWith("service-kit/src/main/java/dev/refactory/kit/time/"));
    }

    @Test
    void nothingIsLeftUnfinishedByItsOwnWords() {
        List<Path> others = Project.javaFiles().stream()
                .filter(file -> !file.endsWith("TidyTest.java"))
                .toList();
        assertThat(matches(others, UNFINISHED)).isEmpty();
    }

    /// The one place that may is the client's backoff between two questions to a server.
    @Test
    void nobodySleeps() {
        List<Path> others = Project.javaFiles().stream()
                .filter(file -> !file.endsWith("TidyTest.java") && !file.endsWith("client/Pauses.java"))
                .toList();
        assertThat(matches(others, SLEEP)).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        assertThat(Project.mainJavaFiles().stream().map(Path::getParent).distinct())
                .isNotEmpty()
                .allSatisfy(folder -> {
                    Path info = folder.resolve("package-info.java");
                    assertThat(Files.exists(info)).as("%s exists", name(info)).isTrue();
                    assertThat(Project.read(info))
                            .as(name(info))
                            .contains("///")
                            .contains("@NullMarked");
                });
    }

    private static List<String> matches(List<Path> files, Pattern pattern) {
        List<String> places = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = Project.lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    places.add(name(file) + ":" + (i + 1));
                }
            }
        }
        return places;
    }

    private static String name(Path file) {
        return Project.ROOT.relativize(file).toString();
    }

    private static final class Rooms extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Trees trees;
        private final List<String> faults;
        private final boolean main;
        private final String file;

        Rooms(CompilationUnitTree unit, SourcePositions positions, Trees trees, List<String> faults) {
            this.unit = unit;
            this.positions = positions;
            this.trees = trees;
            this.faults = faults;
            Path path = Path.of(unit.getSourceFile().toUri());
            this.main = path.toString().contains("/src/main/");
            this.file = name(path);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(Math.max(0, positions.getEndPosition(unit, method)));
            if (last - first + 1 > METHOD_LINES) {
                faults.add(file + ":" + first + " " + method.getName() + " has " + (last - first + 1) + " lines");
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean topLevel = getCurrentPath().getParentPath().getLeaf() == unit;
            if (main
                    && topLevel
                    && type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    && trees.getDocComment(getCurrentPath()) == null) {
                faults.add(file + " public type " + type.getSimpleName() + " has no doc comment");
            }
            return super.visitClass(type, nothing);
        }
    }
}
