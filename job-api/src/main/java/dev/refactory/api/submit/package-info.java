/// A submitted request: parsed once, every fault named, handed to the queue as canonical JSON.
///
/// The canonical request is what the queue keeps and the indexer and the workers read. Members are in
/// alphabetical
/// order, so that equal requests are equal bytes; whoever reads it ignores members it does not know:
///
/// ```json
/// {"max_milli_sau": 100000,
///  "metadata": {},
///  "model": "the recipe model's own name, aliases resolved",
///  "recipe": {"name": "rename-method", "parameters": {"method": "com.acme.Foo#bar(int)", "newName": "baz"}},
///  "repository": {"kind": "remote", "git_url": "https://host/acme.git", "ref": "main", "commit": null},
///  "strict_ast_mode": true,
///  "verify": "compile"}
/// ```
///
/// `repository` is the other form for files given inline:
/// `{"kind": "manifest", "files": [{"path": "src/A.java", "content_base64": "…"}]}`. Parameter values are
/// strings:
/// numbers
/// and booleans as JSON writes them, lists joined with commas. `max_milli_sau` is absent when there is no
/// cap. Tier,
/// dry
/// run and deadline are columns of the job, not members of the request.
@NullMarked
package dev.refactory.api.submit;

import org.jspecify.annotations.NullMarked;
