package dev.refactory.accelerator.schedule;

/// Decides what an accelerator computes next. Owns the calls that wait. Deterministic: what it does
/// follows from what it was told, in that order. Not thread-safe.
public interface BatchPolicy {
    /// As in reports.
    String name();

    /// A call waits.
    void arrived(Call call);

    /// Calls that wait.
    int waiting();

    /// Fills the next step. Asked whenever something has changed: a call arrived or left, a prompt got on.
    /// Asked again without a change, it adds nothing.
    void plan(Iteration next);

    /// Whether a call that has just arrived could change the step after the one that runs. When not, the
    /// accelerator does not ask before something else changes.
    boolean wantsArrivals();

    /// Whether answers are handed out only when the whole batch is done, all of them together.
    default boolean holdsAnswers() {
        return false;
    }
}
