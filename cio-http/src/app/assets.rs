//! Assets: files for messages. The documents give the paths alone.

use super::table::routes;

routes! {
    /// All assets.
    ListAssets = GET "/v1/assets";
    /// Makes a file, from `multipart/form-data` with a part `file`: see [`body_as_is`](crate::app::Route::body_as_is).
    ///
    /// Source: <https://github.com/customerio/customerio-node>, `lib/api.ts` 5.2.0.
    CreateAssetFile = POST "/v1/assets/files";
    /// One file.
    GetAssetFile(id: Identifier) = GET "/v1/assets/files/{id}";
    /// Changes a file.
    UpdateAssetFile(id: Identifier) = PUT "/v1/assets/files/{id}";
    /// Deletes a file.
    DeleteAssetFile(id: Identifier) = DELETE "/v1/assets/files/{id}" => Nothing of ();
    /// All folders.
    ListAssetFolders = GET "/v1/assets/folders";
    /// Makes a folder.
    CreateAssetFolder = POST "/v1/assets/folders";
    /// One folder.
    GetAssetFolder(id: Identifier) = GET "/v1/assets/folders/{id}";
    /// Changes a folder.
    UpdateAssetFolder(id: Identifier) = PUT "/v1/assets/folders/{id}";
    /// Deletes a folder.
    DeleteAssetFolder(id: Identifier) = DELETE "/v1/assets/folders/{id}" => Nothing of ();
}
