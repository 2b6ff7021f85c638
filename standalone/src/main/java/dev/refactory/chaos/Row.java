package dev.refactory.chaos;

import java.util.Optional;
import java.util.function.Supplier;

/// A row of the matrix.
///
/// @param id for example `C9`
/// @param part of the house that suffers
/// @param fault what is done to it
/// @param expected what must hold beyond what [Oracle] asks
/// @param lacks what this machine would have to have for it, in a sentence; empty when nothing is missing
record Row(
        String id,
        String part,
        String fault,
        String expected,
        Experiment experiment,
        Supplier<Optional<String>> lacks) {
    /// One that runs everywhere.
    Row(String id, String part, String fault, String expected, Experiment experiment) {
        this(id, part, fault, expected, experiment, Optional::empty);
    }

    /// Does the fault once, and checks what it says it expects. Proxies, frozen and dead processes are put right
    /// by the caller.
    @FunctionalInterface
    interface Experiment {
        void run(Scene scene) throws Exception;
    }
}
