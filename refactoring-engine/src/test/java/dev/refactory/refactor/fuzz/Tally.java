package dev.refactory.refactor.fuzz;

import dev.refactory.refactor.plan.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the requests to one library.
final class Tally {
    private final String library;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> legalRefusals = new ArrayList<>();
    private int requests;
    private int done;
    private int files;
    private int noWayBack;
    private int legal;

    Tally(String library) {
        this.library = library;
    }

    void add(long seed, Request request, Trial.Outcome outcome) {
        requests++;
        legal += request.legal() ? 1 : 0;
        files += outcome.files();
        noWayBack += outcome.noWayBack() ? 1 : 0;
        outcome.violations().forEach(violation -> broken(seed, request, violation));
        if (Boolean.getBoolean("verbose")) {
            String end = outcome.done() ? outcome.files() + " files" : String.valueOf(outcome.conflicts());
            System.out.println(seed + " " + request + ": " + end);
        }
        if (outcome.done()) {
            done++;
            return;
        }
        Conflict first = outcome.conflicts().getFirst();
        String by = outcome.refusedBy() + " " + first.kind();
        refusals.merge((request.legal() ? "legal: " : "other: ") + by, 1, Integer::sum);
        if (request.legal()) {
            legalRefusals.add("seed " + seed + " " + request + ": " + by + ": " + first.message());
        }
    }

    void broken(long seed, Request request, String violation) {
        String line = library + " seed " + seed + " " + request + ": " + violation;
        violations.add(line);
        System.out.println("VIOLATION " + line);
    }

    void print() {
        System.out.printf(
                "%s: %d requests, %d done in %d files, %d of %d legal ones refused, %d without a way back,"
                        + " %d violations%n  refused: %s%n",
                library, requests, done, files, legalRefusals.size(), legal, noWayBack, violations.size(), refusals);
        legalRefusals.forEach(line -> System.out.println("  REFUSED " + line));
    }

    List<String> violations() {
        return violations;
    }

    List<String> legalRefusals() {
        return legalRefusals;
    }

    int legal() {
        return legal;
    }
}
