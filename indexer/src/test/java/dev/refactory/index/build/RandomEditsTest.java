package dev.refactory.index.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.refactory.index.java.ChildJavaAttributor;
import dev.refactory.index.java.JavaAttributor;
import dev.refactory.kit.time.SystemTime;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Programs of a few types with few names, edited at random: most names mean several things, and each edit may change
/// what an expression means in a file that names nothing of what was edited.
final class RandomEditsTest {
    private static final int SEEDS = Integer.getInteger("seeds", 12);
    private static final int FIRST = Integer.getInteger("seed", 1);
    private static final int EDITS = 8;

    @Test
    void everySnapshotOfALineHasTheFactsOfAWholeBuild() {
        int spared = 0;
        Set<RandomProgram.Edit> edits = EnumSet.noneOf(RandomProgram.Edit.class);
        try (JavaAttributor attributor = new ChildJavaAttributor(
                ChildJavaAttributor.Config.defaults()
                        .withChildren(1)
                        .withThreads(1)
                        .withHeapMib(256),
                SystemTime.ticker())) {
            for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
                RandomProgram program = new RandomProgram(new Random(seed));
                Line line = new Line(attributor, 25);
                line.index(program.files());
                for (int edit = 0; edit < EDITS; edit++) {
                    RandomProgram.Edit kind = program.edit();
                    edits.add(kind);
                    int attributed = line.index(program.files()).size();
                    spared += program.files().size() - attributed;
                    if (System.getenv("SHOW") != null) {
                        program.files().forEach((path, text) -> System.out.println("== " + path + "\n" + text));
                    }
                    line.assertAsIfAlone("-Dseed=" + seed + " -Dseeds=1, edit " + edit, program.files());
                }
            }
        }
        assertThat(SEEDS < 12 || edits.size() == RandomProgram.Edit.values().length)
                .as("edits of every kind among " + edits)
                .isTrue();
        assertThat(spared).as("files that no edit reached").isPositive();
    }
}
