package dev.refactory.refactor.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/// What a request changes and, by that, what it leaves as it is. Whatever it is, the result compiles.
sealed interface Promise {
    /// Nothing more.
    record Compiles() implements Promise {}

    /// One name becomes another, and nothing else changes.
    ///
    /// @param fresh no text of the library has the new name in it
    /// @param back the parameters that undo it
    record Renaming(String oldName, String newName, boolean fresh, Map<String, String> back) implements Promise {}

    /// One package becomes another, whose name no text of the library has in it.
    ///
    /// @param back the parameters that undo it
    record PackageRenaming(String oldName, String newName, Map<String, String> back) implements Promise {}

    /// Imports are put into another order, or go.
    ///
    /// @param removing whether any may go
    /// @param unused names of imports that nothing can need, by path
    record ImportsOnly(boolean removing, SortedMap<String, List<String>> unused) implements Promise {}

    /// Uses of one annotation come, go or have other arguments.
    ///
    /// @param type qualified
    record AnnotationOnly(String type) implements Promise {}

    /// Calls of one method become calls of another that takes and gives the same.
    record CallsOnly(String oldName, String newName) implements Promise {}

    /// Something has another type: the same is called and done.
    ///
    /// @param member its simple name, `<init>` for a constructor's parameter; empty for a variable
    /// @param parameters of methods of that name that have the type somewhere, before and after, as
    ///     symbols write them; of others of that name nothing changes; empty for a field
    /// @param exact values are references before and after; of others only what is called stays
    record Retyped(String member, Set<String> parameters, boolean exact) implements Promise {}

    /// Uses of one type are uses of another, with the same members.
    record TypeReplaced(String from, String to) implements Promise {}
}
