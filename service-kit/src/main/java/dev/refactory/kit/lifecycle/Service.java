package dev.refactory.kit.lifecycle;

/// Background work with a job title. `runOnce` does one bounded round and says whether there was anything to do.
public interface Service {
    /// The job title, as it appears in logs and thread names.
    String title();

    /// One round. Called by one thread at a time.
    /// @return true when there may be more to do right away
    /// @throws Exception when the round failed; the runner logs it, waits, and calls again
    boolean runOnce() throws Exception;
}
