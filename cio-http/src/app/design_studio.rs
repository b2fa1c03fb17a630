//! Design Studio: e-mails, their parts, versions and languages. The documents give the paths alone.

use super::table::routes;

routes! {
    /// All components.
    ListComponents = GET "/v1/design_studio/components";
    /// Makes a component.
    CreateComponent = POST "/v1/design_studio/components";
    /// One component.
    GetComponent(id: Identifier) = GET "/v1/design_studio/components/{id}";
    /// Changes a component.
    UpdateComponent(id: Identifier) = PUT "/v1/design_studio/components/{id}";
    /// Deletes a component.
    DeleteComponent(id: Identifier) = DELETE "/v1/design_studio/components/{id}" => Nothing of ();
    /// All folders.
    ListDesignFolders = GET "/v1/design_studio/folders";
    /// Makes a folder.
    CreateDesignFolder = POST "/v1/design_studio/folders";
    /// One folder.
    GetDesignFolder(id: Identifier) = GET "/v1/design_studio/folders/{id}";
    /// Changes a folder.
    UpdateDesignFolder(id: Identifier) = PUT "/v1/design_studio/folders/{id}";
    /// Deletes a folder.
    DeleteDesignFolder(id: Identifier) = DELETE "/v1/design_studio/folders/{id}" => Nothing of ();
    /// All e-mails.
    ListDesigns = GET "/v1/design_studio/emails";
    /// Makes an e-mail.
    CreateDesign = POST "/v1/design_studio/emails";
    /// One e-mail.
    GetDesign(id: Identifier) = GET "/v1/design_studio/emails/{id}";
    /// Changes an e-mail.
    UpdateDesign(id: Identifier) = PUT "/v1/design_studio/emails/{id}";
    /// Deletes an e-mail.
    DeleteDesign(id: Identifier) = DELETE "/v1/design_studio/emails/{id}" => Nothing of ();
    /// Links an e-mail to where it is used.
    LinkDesign(id: Identifier) = POST "/v1/design_studio/emails/{id}/link";
    /// Sends a preview of an e-mail.
    PreviewDesign(id: Identifier) = POST "/v1/design_studio/emails/{id}/preview";
    /// Publishes an e-mail.
    PublishDesign(id: Identifier) = POST "/v1/design_studio/emails/{id}/publish";
    /// Whether an e-mail is published.
    GetDesignPublishStatus(id: Identifier) = GET "/v1/design_studio/emails/{id}/publish_status";
    /// The unpublished changes of an e-mail.
    GetDesignUnpublishedChanges(id: Identifier) = GET "/v1/design_studio/emails/{id}/unpublished_changes";
    /// An e-mail as people see it.
    RenderDesign(id: Identifier) = GET "/v1/design_studio/emails/{id}/render";
    /// The problems found in an e-mail.
    ReviewDesign(id: Identifier) = GET "/v1/design_studio/emails/{id}/review";
    /// The languages of an e-mail.
    ListDesignTranslations(id: Identifier) = GET "/v1/design_studio/emails/{id}/languages";
    /// Adds a language to an e-mail.
    CreateDesignTranslation(id: Identifier) = POST "/v1/design_studio/emails/{id}/languages";
    /// An e-mail in one language.
    GetDesignTranslation(id: Identifier, language: String) = GET "/v1/design_studio/emails/{id}/languages/{language}";
    /// Changes an e-mail in one language.
    UpdateDesignTranslation(id: Identifier, language: String) = PUT "/v1/design_studio/emails/{id}/languages/{language}";
    /// Removes a language from an e-mail.
    DeleteDesignTranslation(id: Identifier, language: String) = DELETE "/v1/design_studio/emails/{id}/languages/{language}" => Nothing of ();
    /// The versions of an e-mail.
    ListDesignVersions(id: Identifier) = GET "/v1/design_studio/emails/{id}/versions";
    /// Keeps an e-mail as it is now.
    CreateDesignVersion(id: Identifier) = POST "/v1/design_studio/emails/{id}/versions";
    /// One version of an e-mail.
    GetDesignVersion(id: Identifier, version_id: Identifier) = GET "/v1/design_studio/emails/{id}/versions/{version_id}";
    /// Deletes one version of an e-mail.
    DeleteDesignVersion(id: Identifier, version_id: Identifier) = DELETE "/v1/design_studio/emails/{id}/versions/{version_id}" => Nothing of ();
    /// Goes back to one version of an e-mail.
    RestoreDesignVersion(id: Identifier, version_id: Identifier) = POST "/v1/design_studio/emails/{id}/versions/{version_id}/restore";
    /// Has an e-mail shown in many mail programs.
    CreateInboxPreviews(id: Identifier) = POST "/v1/design_studio/emails/{id}/inbox_previews";
    /// An e-mail in many mail programs.
    GetInboxPreviews(id: Identifier, run_id: Identifier) = GET "/v1/design_studio/emails/{id}/inbox_previews/{run_id}";
    /// An e-mail in one mail program.
    GetInboxPreviewCapture(id: Identifier, run_id: Identifier, client_id: Identifier) = GET "/v1/design_studio/emails/{id}/inbox_previews/{run_id}/captures/{client_id}";
    /// The components that were requested.
    ListInboxPreviewJobs = GET "/v1/design_studio/inbox_previews/jobs";
    /// The mail programs there are.
    ListInboxPreviewClients = GET "/v1/design_studio/inbox_previews/clients";
    /// How many previews are left.
    GetInboxPreviewCredits = GET "/v1/design_studio/inbox_previews/credits";
}
