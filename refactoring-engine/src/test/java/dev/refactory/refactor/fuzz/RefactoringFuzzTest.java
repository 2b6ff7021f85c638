package dev.refactory.refactor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.refactory.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Random requests on real libraries. What is done compiles, to the same classes but for the names,
/// touches nothing else, is undone to the last byte, and is done once; what is legal is done.
///
/// The seed is printed: `-Dseed=N -Drequests=1` repeats one request. By command, libraries of the
/// Maven repository: `-Dlibraries=group:artifact:version,…`, a library with `+group:artifact:version`
/// for each dependency that its build file does not name. `-Drecipes=add-parameter,…` asks only these;
/// `-Dverbose=true` says what became of each request.
class RefactoringFuzzTest {
    /// Requests to a library that is not named by command.
    private static final int FEW = 12;

    private static final int MANY = 500;
    /// Every so many requests, everything is compiled anew.
    private static final int WHOLE = 10;

    @Test
    void whatIsDoneToALibraryIsRight() throws IOException {
        try (Library library = Library.onTheClassPath("commons-lang3", "org/apache/commons/lang3/StringUtils.java")) {
            right(List.of(tally(library, RequestMaker.RENAMES, Integer.getInteger("requests", FEW))));
        }
    }

    @Test
    void whatIsDoneToTheLibrariesNamedIsRight() throws IOException {
        String named = System.getProperty("libraries", "");
        assumeFalse(named.isEmpty(), "-Dlibraries names libraries");
        List<Tally> tallies = new ArrayList<>();
        for (String each : named.split(",")) {
            try (Library library = Library.published(each.strip())) {
                tallies.add(tally(library, RequestMaker.chosen(), Integer.getInteger("requests", MANY)));
            }
        }
        right(tallies);
    }

    private static Tally tally(Library library, List<RequestMaker> makers, int requests) {
        long first = Long.getLong("seed", new SplittableRandom().nextInt(1_000_000));
        System.out.printf(
                "%s: %d files, %d left out, %d requests from -Dseed=%d%n",
                library.name(), library.texts().size(), library.leftOut().size(), requests, first);
        Tally tally = new Tally(library.name());
        for (long seed = first; seed < first + requests; seed++) {
            RandomGenerator random = Seeds.random(seed);
            RequestMaker maker = makers.get(random.nextInt(makers.size()));
            Request request = maker.make(library, random).orElse(null);
            if (request == null) {
                continue;
            }
            try {
                tally.add(seed, request, new Trial(library, request, seed % WHOLE == 0).run());
            } catch (RuntimeException e) {
                tally.broken(seed, request, "threw " + e + " at " + List.of(e.getStackTrace()));
            }
        }
        tally.print();
        return tally;
    }

    private static void right(List<Tally> tallies) {
        assertThat(tallies).allSatisfy(tally -> {
            assertThat(tally.violations()).isEmpty();
            assertThat(tally.legalRefusals())
                    .as("of %d legal requests", tally.legal())
                    .hasSizeLessThanOrEqualTo(Math.max(2, tally.legal() / 20));
        });
    }
}
