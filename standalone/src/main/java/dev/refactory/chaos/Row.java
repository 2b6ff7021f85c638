package dev.refactory.chaos;

/// A row of the matrix.
///
/// @param id for example `C9`
/// @param part of the house that suffers
/// @param fault what is done to it
/// @param expected what must hold beyond what [Oracle] asks
record Row(String id, String part, String fault, String expected, Experiment experiment) {
    /// Does the fault once, and checks what it says it expects. Proxies, frozen and dead processes are put right
    /// by the caller.
    @FunctionalInterface
    interface Experiment {
        void run(Scene scene) throws Exception;
    }
}
