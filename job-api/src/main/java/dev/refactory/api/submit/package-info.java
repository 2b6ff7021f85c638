/// A submitted request: parsed once, every fault named, handed to the queue as canonical JSON.
///
/// The canonical request is what the queue keeps and the indexer and the workers read. Members are in alphabetical
/// order, so that equal requests are equal bytes; whoever reads it ignores members it does not know:
///
/// ```json
/// {"allow_unresolved": true,
///  "cache": false,
///  "instruction": "the plain words the steps were read from",
///  "max_milli_sau": 100000,
///  "metadata": {},
///  "model": "the recipe model's own name, aliases resolved",
///  "repository": {"kind": "remote", "git_url": "https://host/acme.git", "ref": "main", "commit": null},
///  "steps": [{"name": "rename-method", "parameters": {"method": "com.acme.Foo#bar(int)", "newName": "baz"}}],
///  "strict_ast_mode": true,
///  "verify": "compile"}
/// ```
///
/// `allow_unresolved`, `cache`, `instruction` and `max_milli_sau` are absent unless they say
/// something: `cache` is there only as `false`. `steps` has 1 to 16 entries, each planned on the
/// result of the one before. `repository` has two other forms: for files given inline `{"kind":
/// "manifest", "files": [{"path": "src/A.java", "content_base64": "…"}]}`, and for an uploaded
/// bundle `{"kind": "upload", "repository_id": "repo_…", "ref": null, "commit": null}`. Parameter
/// values are strings: numbers and booleans as JSON writes them, lists joined with commas. Tier,
/// dry run and deadline are columns of the job, not members of the request.
@NullMarked
package dev.refactory.api.submit;

import org.jspecify.annotations.NullMarked;
