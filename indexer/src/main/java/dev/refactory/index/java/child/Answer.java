package dev.refactory.index.java.child;

import dev.refactory.graph.model.FileFacts;
import dev.refactory.graph.model.Outline;
import dev.refactory.graph.model.Range;
import java.util.List;

/// The facts of a file.
///
/// @param leftOut parts of it that were not attributed, because nothing could mean anything else there
/// @param outline [Outline#NONE] where nobody wants it
record Answer(FileFacts facts, List<Range> leftOut, Outline outline) {}
