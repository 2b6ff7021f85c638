package dev.refactory.worker.stage;

import dev.refactory.graph.model.GraphView;

/// A commit after some steps of a job: its texts, and the graph they have.
record Revision(Texts texts, GraphView graph) {
    static Revision of(OpenSnapshot snapshot) {
        return new Revision(Texts.of(snapshot), snapshot.graph());
    }
}
